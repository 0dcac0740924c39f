using Orders.Local.CloudWatch;
using Orders.Local.Resources;
using Orders.Operations.Http;

namespace Orders.Local.Lambda;

/// <summary>The local Lambda service: functions, their Runtime API and Lambda's own API.</summary>
public sealed class LambdaService : IAsyncDisposable
{
    readonly LoopbackServer _runtime;
    readonly LoopbackServer _api;
    readonly IReadOnlyDictionary<string, LocalFunction> _functions;

    LambdaService(LoopbackServer runtime, LoopbackServer api, IReadOnlyDictionary<string, LocalFunction> functions, EventSourceMappings mappings)
    {
        _runtime = runtime;
        _api = api;
        _functions = functions;
        Mappings = mappings;
    }

    /// <summary>The endpoint of Lambda's API, for <c>aws lambda --endpoint-url</c>.</summary>
    public Uri Endpoint => _api.Uri;

    /// <summary>The event source mappings that its API lists.</summary>
    public EventSourceMappings Mappings { get; }

    /// <summary>Returns a function by name.</summary>
    public LocalFunction this[string name] => _functions[name];

    /// <summary>Starts the service; no function runs before it is invoked.</summary>
    /// <param name="definitions">The functions.</param>
    /// <param name="endpoints">The services that the functions call.</param>
    /// <param name="options">Port, logs and metrics.</param>
    /// <param name="time">The clock.</param>
    public static async Task<LambdaService> StartAsync(
        IReadOnlyList<FunctionDefinition> definitions, LocalEndpoints endpoints, LambdaServiceOptions options, TimeProvider time)
    {
        var slots = new Dictionary<int, RuntimeSlot>();
        var runtimeApi = new RuntimeApi(slots, endpoints.Region);
        var ports = new int[definitions.Sum(static d => d.LocalInstances)];
        var runtime = await LoopbackServer.StartAsync(ports, RuntimeApi.MaxRequestBytes, runtimeApi.HandleAsync);

        var functions = new Dictionary<string, LocalFunction>(StringComparer.Ordinal);
        var taken = 0;
        foreach (var definition in definitions)
        {
            var own = runtime.Ports.Skip(taken).Take(definition.LocalInstances).Select(static p => new RuntimeSlot(p)).ToList();
            taken += own.Count;
            own.ForEach(slot => slots[slot.Port] = slot);
            var path = options.LogFolder is { } folder ? Path.Combine(folder, $"{definition.Name}.log") : null;
            var log = new FunctionLog(path, line => OnLine(options, definition.Name, line));
            functions[definition.Name] = new LocalFunction(definition, endpoints, own, log, new FunctionMetrics(options.Metrics, definition.Name), time);
        }

        var mappings = new EventSourceMappings();
        var lambdaApi = new LambdaApi(functions, mappings, endpoints.Region);
        try
        {
            var api = await LoopbackServer.StartAsync([options.Port], LambdaApi.MaxRequestBytes, lambdaApi.HandleAsync);
            return new LambdaService(runtime, api, functions, mappings);
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops Lambda's API, then every instance, then the Runtime API.</summary>
    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await Task.WhenAll(_functions.Values.Select(static f => f.DisposeAsync().AsTask()));
        await _runtime.DisposeAsync();
    }

    static void OnLine(LambdaServiceOptions options, string function, string line)
    {
        if (options.Metrics is { } metrics)
        {
            EmbeddedMetrics.Read(line, metrics);
        }

        options.OnLogLine?.Invoke(function, line);
    }
}

/// <summary>Port, logs and metrics of a <see cref="LambdaService"/>.</summary>
public sealed record LambdaServiceOptions
{
    /// <summary>The port of Lambda's API; 0 selects a free one.</summary>
    public int Port { get; init; }

    /// <summary>The folder for one log file per function; null for none.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Receives each log line with the function's name, from any thread.</summary>
    public Action<string, string>? OnLogLine { get; init; }

    /// <summary>Receives the functions' metrics; null drops them.</summary>
    public MetricStore? Metrics { get; init; }
}

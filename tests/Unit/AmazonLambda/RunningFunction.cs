using System.Text;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.RuntimeSupport.Hosting;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.AmazonLambda;

/// <summary>
/// The real bootstrap, run against <see cref="FakeRuntimeApi"/> until it is disposed of. Its environment has the API's address, unless a test gives another,
/// or null for none.
/// </summary>
internal sealed class RunningFunction : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly LambdaBootstrap _bootstrap;
    private readonly MemoryStream _log = new();
    private Action _terminate = static () => { };

    // Each function that waits for an invocation blocks a thread.
    static RunningFunction() => ThreadPool.SetMinThreads(32, 32);

    public RunningFunction(
        Func<Stream, ILambdaContext, Task<Stream>> handler,
        LambdaBootstrapInitializer? initializer = null,
        Dictionary<string, string?>? environment = null,
        Func<LoopbackRequest, LoopbackAnswer?>? intercept = null,
        bool delaysPass = true,
        Func<long>? allocatedBytes = null,
        Action<int>? collect = null)
        : this(LambdaBootstrapBuilder.Create(handler), initializer, environment, intercept, delaysPass, allocatedBytes, collect)
    {
    }

    public RunningFunction(
        LambdaBootstrapBuilder builder,
        LambdaBootstrapInitializer? initializer = null,
        Dictionary<string, string?>? environment = null,
        Func<LoopbackRequest, LoopbackAnswer?>? intercept = null,
        bool delaysPass = true,
        Func<long>? allocatedBytes = null,
        Action<int>? collect = null)
    {
        Time = new ImmediateTime(new DateTimeOffset(2026, 7, 3, 10, 40, 0, 123, TimeSpan.Zero), delaysPass);
        Api.Intercept = intercept ?? Api.Intercept;
        if (initializer is not null)
        {
            builder.UseBootstrapHandler(initializer);
        }

        _bootstrap = builder
            .Build(new BootstrapHost
            {
                Environment = name => environment?.TryGetValue(name, out var value) is true ? value : name is "AWS_LAMBDA_RUNTIME_API" ? Api.Endpoint : null,
                Time = Time,
                Random = static () => 0.5,
                OpenLog = () => _log,
                AllocatedBytes = allocatedBytes ?? (static () => 0),
                LimitHeap = HeapLimits.Add,
                Collect = collect ?? (static _ => { }),
                OnTermination = stop =>
                {
                    _terminate = stop;
                    return new Registration(() => _terminate = static () => { });
                },
            });
        Completion = _bootstrap.RunAsync(_stop.Token);
    }

    /// <summary>The limits that were set for the heap.</summary>
    public List<long> HeapLimits { get; } = [];

    public FakeRuntimeApi Api { get; } = new();

    public ImmediateTime Time { get; }

    /// <summary>The bootstrap's run.</summary>
    public Task Completion { get; }

    /// <summary>The log's lines, once the run is over.</summary>
    public string[] LogLines => Encoding.UTF8.GetString(_log.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement[] JsonLog => [.. LogLines.Select(static line => JsonDocument.Parse(line).RootElement)];

    public void Cancel() => _stop.Cancel();

    /// <summary>What SIGTERM does.</summary>
    public void Terminate() => _terminate();

    public static async Task<string> TextAsync(Stream stream) => await new StreamReader(stream).ReadToEndAsync();

    public static Task<Stream> Json(string json) => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    /// <summary>Ends the run and waits for it.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Completion.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Completion.WaitAsync(TimeSpan.FromSeconds(10)).ContinueWith(static _ => { }, TaskScheduler.Default);
        _bootstrap.Dispose();
        await Api.DisposeAsync();
        _stop.Dispose();
        await _log.DisposeAsync();
    }

    private sealed class Registration(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}

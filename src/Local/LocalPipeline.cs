using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;
using Orders.Local.Resources;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Settings;

namespace Orders.Local;

/// <summary>
/// The whole pipeline on one machine: emulators, table and queues, the three functions, the event source mappings and the HTTP API.
/// Nothing of it outlives this process.
/// </summary>
public sealed class LocalPipeline : IAsyncDisposable
{
    /// <summary>How long one part may take to finish what runs; then the next is stopped, which ends what it waits for.</summary>
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(3);

    readonly Stack<IAsyncDisposable> _parts;
    readonly TimeProvider _time;
    readonly LocalEmulators _emulators;

    internal LocalPipeline(LocalPipelineOptions options, LocalPipelineParts parts, Stack<IAsyncDisposable> owned)
    {
        _parts = owned;
        _time = options.Time;
        Settings = options.Settings;
        Endpoints = parts.Endpoints;
        Access = parts.Access;
        Queues = parts.Queues;
        Lambda = parts.Lambda;
        CloudWatchEndpoint = parts.CloudWatch.Endpoint;
        Api = parts.Api.Uri;
        OrdersMapping = parts.OrdersMapping;
        StreamMapping = parts.StreamMapping;
        _emulators = parts.Emulators;
    }

    /// <summary>The settings that it runs with.</summary>
    public PipelineSettings Settings { get; }

    /// <summary>Where SQS and DynamoDB are.</summary>
    public LocalEndpoints Endpoints { get; }

    /// <summary>How the functions reach them: through <see cref="LocalPipelineOptions.CallMiddleware"/>, where there is any. So may a client.</summary>
    public ServiceAccess Access { get; }

    /// <summary>Where the orders API is.</summary>
    public Uri Api { get; }

    /// <summary>Where Lambda's API is.</summary>
    public Uri LambdaEndpoint => Lambda.Endpoint;

    /// <summary>Where CloudWatch's API is.</summary>
    public Uri CloudWatchEndpoint { get; }

    /// <summary>How the operators' commands reach it.</summary>
    internal Connection Connection => new()
    {
        Region = Endpoints.Region,
        Credentials = Endpoints.Credentials(),
        Sqs = Endpoints.Sqs,
        DynamoDb = Endpoints.DynamoDb,
        Lambda = LambdaEndpoint,
        CloudWatch = CloudWatchEndpoint,
    };

    /// <summary>The queues by name.</summary>
    public IReadOnlyDictionary<string, QueueAddress> Queues { get; }

    /// <summary>The orders table's name.</summary>
    public string TableName => Settings.Table.Name;

    /// <summary>Who gets order events.</summary>
    public IReadOnlyList<ConsumerSettings> Consumers => Settings.Consumers;

    /// <summary>The functions: invocations, counters and process ids.</summary>
    public LambdaService Lambda { get; }

    /// <summary>The three of them: Ingest, Processor, Notifier.</summary>
    public IReadOnlyList<LocalFunction> Functions => [Lambda[Settings.Ingest.Name], Lambda[Settings.Processor.Name], Lambda[Settings.Notifier.Name]];

    /// <summary>From the orders queue to the Processor.</summary>
    public SqsEventSourceMapping OrdersMapping { get; }

    /// <summary>From the table's stream to the Notifier.</summary>
    public StreamEventSourceMapping StreamMapping { get; }

    /// <summary>Completes, with a message for a person, when an emulator has died: the pipeline can't go on.</summary>
    public Task<string> FatalError => _emulators.FatalError;

    /// <summary>Whether <see cref="RestartDynamoDbAsync"/> can be called: DynamoDB is an emulator of this pipeline.</summary>
    public bool CanRestartDynamoDb => _emulators.OwnsDynamoDb;

    /// <summary>
    /// Kills DynamoDB's emulator and starts it again over its file, under its address. What was acknowledged is there again; calls that
    /// it had not answered fail.
    /// </summary>
    /// <exception cref="InvalidOperationException">DynamoDB is no emulator of this pipeline.</exception>
    /// <exception cref="CommandException">It does not start again.</exception>
    public Task RestartDynamoDbAsync(CancellationToken cancellation = default) => _emulators.RestartDynamoDbAsync(cancellation);

    /// <summary>What another client of AWS, such as the AWS CLI, needs in its environment to reach all this.</summary>
    public IReadOnlyDictionary<string, string> ClientEnvironment() => new Dictionary<string, string>(Endpoints.ClientEnvironment())
    {
        ["AWS_ENDPOINT_URL_LAMBDA"] = LambdaEndpoint.AbsoluteUri,
        ["AWS_ENDPOINT_URL_CLOUDWATCH"] = CloudWatchEndpoint.AbsoluteUri,
    };

    /// <summary>Starts the pipeline; it is ready when this returns.</summary>
    /// <exception cref="CommandException">It can't be started; the message says why and what to do.</exception>
    public static async Task<LocalPipeline> StartAsync(LocalPipelineOptions options, CancellationToken cancellation = default)
    {
        var owned = new Stack<IAsyncDisposable>();
        try
        {
            var parts = await new LocalPipelineStarter(options, owned).StartAsync(cancellation);
            return new LocalPipeline(options, parts, owned);
        }
        catch
        {
            await StopAsync(owned, options.Time);
            throw;
        }
    }

    /// <summary>Stops in reverse order: no new work first, then what runs is finished, then the emulators end.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(_parts, _time);

    static async Task StopAsync(Stack<IAsyncDisposable> parts, TimeProvider time)
    {
        var late = new List<Task>();
        while (parts.TryPop(out var part))
        {
            var stopping = part.DisposeAsync().AsTask();
            await Task.WhenAny(stopping, Task.Delay(StopLimit, time));
            late.Add(stopping);
        }

        await Task.WhenAll(late);
    }
}

using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;
using Orders.Local.Resources;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Settings;

namespace Orders.Local;

/// <summary>
/// The whole pipeline on one machine: emulators, table and queues, the three functions, the event source mappings and the HTTP API. All of it
/// ends with this process.
/// </summary>
public sealed class LocalPipeline : IAsyncDisposable
{
    /// <summary>The time that one part has to finish its work; then the next part is stopped, which ends what it waits for.</summary>
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

    /// <summary>The pipeline's settings.</summary>
    public PipelineSettings Settings { get; }

    /// <summary>The endpoints of SQS and DynamoDB.</summary>
    public LocalEndpoints Endpoints { get; }

    /// <summary>How the functions reach the services: through <see cref="LocalPipelineOptions.CallMiddleware"/> if there is any. A client may use it
    /// too.</summary>
    public ServiceAccess Access { get; }

    /// <summary>The address of the orders API.</summary>
    public Uri Api { get; }

    /// <summary>The endpoint of Lambda's API.</summary>
    public Uri LambdaEndpoint => Lambda.Endpoint;

    /// <summary>The endpoint of CloudWatch's API.</summary>
    public Uri CloudWatchEndpoint { get; }

    /// <summary>The endpoint of S3, which the SQS emulator has too; null if the settings have no bucket of failed records.</summary>
    public Uri? S3Endpoint => Settings.OrderEventsDlq.RecordsBucket is null ? null : Endpoints.Sqs;

    /// <summary>How the operators' commands reach the pipeline.</summary>
    internal Connection Connection => new()
    {
        Region = Endpoints.Region,
        Credentials = Endpoints.Credentials(),
        Sqs = Endpoints.Sqs,
        DynamoDb = Endpoints.DynamoDb,
        Lambda = LambdaEndpoint,
        CloudWatch = CloudWatchEndpoint,
        S3 = S3Endpoint,
    };

    /// <summary>The queues by name.</summary>
    public IReadOnlyDictionary<string, QueueAddress> Queues { get; }

    /// <summary>The orders table's name.</summary>
    public string TableName => Settings.Table.Name;

    /// <summary>The consumers of order events.</summary>
    public IReadOnlyList<ConsumerSettings> Consumers => Settings.Consumers;

    /// <summary>The functions: invocations, counters and process ids.</summary>
    public LambdaService Lambda { get; }

    /// <summary>The three functions: Ingest, Processor, Notifier.</summary>
    public IReadOnlyList<LocalFunction> Functions => [Lambda[Settings.Ingest.Name], Lambda[Settings.Processor.Name], Lambda[Settings.Notifier.Name]];

    /// <summary>The mapping from the orders queue to the Processor.</summary>
    public SqsEventSourceMapping OrdersMapping { get; }

    /// <summary>The mapping from the table's stream to the Notifier.</summary>
    public StreamEventSourceMapping StreamMapping { get; }

    /// <summary>Completes with a message if an emulator dies: the pipeline cannot continue.</summary>
    public Task<string> FatalError => _emulators.FatalError;

    /// <summary>Whether <see cref="RestartDynamoDbAsync"/> can be called: DynamoDB is an emulator of this pipeline.</summary>
    public bool CanRestartDynamoDb => _emulators.OwnsDynamoDb;

    /// <summary>
    /// Kills the DynamoDB emulator and restarts it with its file and address. Acknowledged writes are kept; calls without an answer fail.
    /// </summary>
    /// <exception cref="InvalidOperationException">DynamoDB is not an emulator of this pipeline.</exception>
    /// <exception cref="CommandException">It does not start again.</exception>
    public Task RestartDynamoDbAsync(CancellationToken cancellation = default) => _emulators.RestartDynamoDbAsync(cancellation);

    /// <summary>Returns the environment variables with which another AWS client, such as the AWS CLI, reaches the pipeline.</summary>
    /// <param name="caller">The client's name for <see cref="LocalPipelineOptions.CallMiddleware"/>; null if it calls SQS and DynamoDB directly.</param>
    public IReadOnlyDictionary<string, string> ClientEnvironment(string? caller = null)
    {
        var environment = new Dictionary<string, string>((caller is null ? Endpoints : Access.For(caller)).ClientEnvironment())
        {
            ["AWS_ENDPOINT_URL_LAMBDA"] = LambdaEndpoint.AbsoluteUri,
            ["AWS_ENDPOINT_URL_CLOUDWATCH"] = CloudWatchEndpoint.AbsoluteUri,
        };
        if (S3Endpoint is { } s3)
        {
            environment["AWS_ENDPOINT_URL_S3"] = s3.AbsoluteUri;
        }

        return environment;
    }

    /// <summary>Starts the pipeline; it is ready when this returns.</summary>
    /// <exception cref="CommandException">It cannot be started; the message says why and what to do.</exception>
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

    /// <summary>Stops in reverse order: first new work stops, then running work is finished, then the emulators end.</summary>
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

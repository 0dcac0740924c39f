using Amazon.SQS;
using Orders.Local.Api;
using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;
using Orders.Local.Resources;

namespace Orders.Local;

/// <summary>Starts the parts in order. What is started is pushed on <paramref name="owned"/> at once, so that a failed start leaves nothing behind.</summary>
sealed class LocalPipelineStarter(LocalPipelineOptions options, Stack<IAsyncDisposable> owned)
{
    public async Task<LocalPipelineParts> StartAsync(CancellationToken cancellation)
    {
        var settings = options.Settings;
        var emulators = Own(new Emulators.LocalEmulators(options));
        var endpoints = await emulators.StartAsync(cancellation);

        options.Progress?.Invoke("Creating the table and the queues");
        using var dynamoDb = endpoints.NewDynamoDbClient();
        var streamArn = await new TableMaker(dynamoDb, options.Time).CreateAsync(settings.Table.Name, cancellation);
        await emulators.SpeedUpStreamAsync(cancellation);
        var sqs = Own(new OwnedClient(endpoints.NewSqsClient())).Sqs;
        var queues = await new QueueMaker(sqs).CreateAsync(settings, cancellation);

        options.Progress?.Invoke("Starting the functions");
        var lambda = Own(await LambdaService.StartAsync(
            LocalFunctions.From(options, queues),
            endpoints,
            new LambdaServiceOptions { Port = options.LambdaPort, LogFolder = options.LogFolder, OnLogLine = options.OnLogLine },
            options.Time));
        var orders = Own(StartOrdersMapping(sqs, lambda, queues));
        var stream = Own(StartStreamMapping(sqs, lambda, endpoints, queues, streamArn));
        var api = Own(await HttpApi.StartAsync(lambda[settings.Ingest.Name], options.ApiPort, options.Time));
        options.Progress?.Invoke($"The orders API is at {api.Uri}");
        return new LocalPipelineParts(endpoints, queues, lambda, api, orders, stream, emulators.FatalError);
    }

    SqsEventSourceMapping StartOrdersMapping(IAmazonSQS sqs, LambdaService lambda, IReadOnlyDictionary<string, QueueAddress> queues) =>
        SqsEventSourceMapping.Start(
            sqs, lambda[options.Settings.Processor.Name], LocalMappings.Orders(options, queues), options.Time, options.Progress);

    StreamEventSourceMapping StartStreamMapping(
        IAmazonSQS sqs, LambdaService lambda, LocalEndpoints endpoints, IReadOnlyDictionary<string, QueueAddress> queues, string streamArn) =>
        StreamEventSourceMapping.Start(
            new DynamoDbStream(endpoints, streamArn, options.Time),
            lambda[options.Settings.Notifier.Name],
            new SqsDestination(sqs, LocalMappings.OnFailure(options, queues).Url),
            LocalMappings.Stream(options, streamArn),
            options.Time,
            options.Progress);

    T Own<T>(T part) where T : IAsyncDisposable
    {
        owned.Push(part);
        return part;
    }

    /// <summary>A client that is stopped in its turn, after the mappings that use it.</summary>
    sealed record OwnedClient(IAmazonSQS Sqs) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Sqs.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

using Amazon.S3;
using Amazon.SQS;
using Orders.Local.Api;
using Orders.Local.CloudWatch;
using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;
using Orders.Local.Resources;
using Orders.Operations.Failures;
using Orders.Operations.Settings;

namespace Orders.Local;

/// <summary>Starts the parts in order. Each started part is pushed on <paramref name="owned"/> at once, so that a failed start leaves nothing
/// behind.</summary>
sealed class LocalPipelineStarter(LocalPipelineOptions options, Stack<IAsyncDisposable> owned)
{
    public async Task<LocalPipelineParts> StartAsync(CancellationToken cancellation)
    {
        var settings = options.Settings;
        var emulators = Own(new LocalEmulators(options));
        var endpoints = await emulators.StartAsync(cancellation);

        options.Progress?.Invoke("Creating the table and the queues");
        using var dynamoDb = endpoints.NewDynamoDbClient();
        var streamArn = await new TableMaker(dynamoDb, options.Time).CreateAsync(settings.Table.Name, hasTimeToLive: settings.Table.TimeToLiveDays is not null, cancellation);
        await emulators.SpeedUpStreamAsync(cancellation);
        using var sqs = endpoints.NewSqsClient();
        var queues = await new QueueMaker(sqs).CreateAsync(settings, cancellation);

        await CreateRecordsBucketAsync(endpoints, cancellation);

        options.Progress?.Invoke("Starting the functions");
        var metrics = new MetricStore(options.Time);
        var cloudWatch = Own(await CloudWatchService.StartAsync(metrics, options.SqsEndpoint is null ? endpoints.Sqs : null, options.Time));
        var access = Own(await ServiceAccess.StartAsync(
            endpoints, emulators, options.CallMiddleware is [] ? [] : [new ThrottleMetrics(metrics, settings.Table.Name).InvokeAsync, .. options.CallMiddleware]));
        var lambda = Own(await LambdaService.StartAsync(
            LocalFunctions.From(options, access, queues),
            endpoints,
            new LambdaServiceOptions { Port = options.LambdaPort, LogFolder = options.LogFolder, OnLogLine = options.OnLogLine, Metrics = metrics },
            options.Time));
        var sources = settings.Sources.Select(source => Own(StartOrdersMapping(source, access, lambda, queues))).ToList();
        var stream = Own(StartStreamMapping(access, lambda, queues, streamArn, metrics));
        var api = Own(await HttpApi.StartAsync(lambda[settings.Ingest.Name], options.ApiAuthorization, options.ApiPort, options.Time));
        options.Progress?.Invoke($"The orders API is at {api.Uri}");
        return new LocalPipelineParts(endpoints, access, queues, lambda, cloudWatch, api, sources[0], stream, emulators);
    }

    SqsEventSourceMapping StartOrdersMapping(OrdersSource source, ServiceAccess access, LambdaService lambda, IReadOnlyDictionary<string, QueueAddress> queues)
    {
        var settings = options.Settings.Processor;
        var sqs = Own(new OwnedClient<IAmazonSQS>(EndpointsOf(access, settings).NewSqsClient())).Client;
        var (function, mapping) = (lambda[settings.Name], LocalMappings.Orders(options, source, queues));
        var started = SqsEventSourceMapping.Start(sqs, function, mapping, options.Time, options.Progress);
        lambda.Mappings.Add(MappingDescription.Of(mapping, function.FunctionArn), started.Switch);
        return started;
    }

    StreamEventSourceMapping StartStreamMapping(
        ServiceAccess access, LambdaService lambda, IReadOnlyDictionary<string, QueueAddress> queues, string streamArn, MetricStore metrics)
    {
        var settings = options.Settings.Notifier;
        var endpoints = EndpointsOf(access, settings);
        var sqs = Own(new OwnedClient<IAmazonSQS>(endpoints.NewSqsClient())).Client;
        var (function, mapping, queue) = (lambda[settings.Name], LocalMappings.Stream(options, streamArn), LocalMappings.OnFailure(options, queues));
        IOnFailureDestination onFailure = LocalMappings.RecordsBucketName(options) is { } bucket
            ? new S3Destination(
                Own(new OwnedClient<IAmazonS3>(access.Direct.NewS3Client())).Client, bucket, MappingDescription.IdOf(mapping.StreamArn, function.FunctionArn), sqs, queue)
            : new SqsDestination(sqs, queue);
        var started = StreamEventSourceMapping.Start(
            endpoints.NewStream(streamArn, options.Time),
            function,
            new CountedDestination(onFailure, metrics, settings.Name),
            mapping,
            options.Time,
            options.Progress);
        lambda.Mappings.Add(MappingDescription.Of(mapping, function.FunctionArn, onFailure.Arn), started.Switch);
        return started;
    }

    async Task CreateRecordsBucketAsync(LocalEndpoints endpoints, CancellationToken cancellation)
    {
        if (LocalMappings.RecordsBucketName(options) is not { } bucket)
        {
            return;
        }

        if (options.SqsEndpoint is not null)
        {
            throw new CommandException("order_events_dlq.records_bucket must be null if an SQS endpoint is given: only the emulator of SQS has S3 too.");
        }

        using var s3 = endpoints.NewS3Client();
        await s3.PutBucketAsync(bucket, cancellation);
    }

    /// <summary>A mapping calls with its function's role, but under another name than the function.</summary>
    static LocalEndpoints EndpointsOf(ServiceAccess access, FunctionSettings function) => access.For(ServiceAccess.LambdaFor(function.Name));

    T Own<T>(T part) where T : IAsyncDisposable
    {
        owned.Push(part);
        return part;
    }

    /// <summary>A client that is disposed in its turn, after the mappings that use it.</summary>
    sealed record OwnedClient<T>(T Client) : IAsyncDisposable
        where T : IDisposable
    {
        public ValueTask DisposeAsync()
        {
            Client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

using Amazon.SQS;
using Orders.Local.Api;
using Orders.Local.CloudWatch;
using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;
using Orders.Local.Resources;
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
        var stream = Own(StartStreamMapping(access, lambda, queues, streamArn));
        var api = Own(await HttpApi.StartAsync(lambda[settings.Ingest.Name], options.ApiAuthorization, options.ApiPort, options.Time));
        options.Progress?.Invoke($"The orders API is at {api.Uri}");
        return new LocalPipelineParts(endpoints, access, queues, lambda, cloudWatch, api, sources[0], stream, emulators);
    }

    SqsEventSourceMapping StartOrdersMapping(OrdersSource source, ServiceAccess access, LambdaService lambda, IReadOnlyDictionary<string, QueueAddress> queues)
    {
        var settings = options.Settings.Processor;
        var sqs = Own(new OwnedClient(EndpointsOf(access, settings).NewSqsClient())).Sqs;
        var (function, mapping) = (lambda[settings.Name], LocalMappings.Orders(options, source, queues));
        var started = SqsEventSourceMapping.Start(sqs, function, mapping, options.Time, options.Progress);
        lambda.Mappings.Add(MappingDescription.Of(mapping, function.FunctionArn), started.Switch);
        return started;
    }

    StreamEventSourceMapping StartStreamMapping(
        ServiceAccess access, LambdaService lambda, IReadOnlyDictionary<string, QueueAddress> queues, string streamArn)
    {
        var settings = options.Settings.Notifier;
        var endpoints = EndpointsOf(access, settings);
        var sqs = Own(new OwnedClient(endpoints.NewSqsClient())).Sqs;
        var (function, mapping, onFailure) = (lambda[settings.Name], LocalMappings.Stream(options, streamArn), LocalMappings.OnFailure(options, queues));
        var started = StreamEventSourceMapping.Start(
            endpoints.NewStream(streamArn, options.Time),
            function,
            new SqsDestination(sqs, onFailure.Url),
            mapping,
            options.Time,
            options.Progress);
        lambda.Mappings.Add(MappingDescription.Of(mapping, function.FunctionArn, onFailure.Arn), started.Switch);
        return started;
    }

    /// <summary>A mapping calls with its function's role, but under another name than the function.</summary>
    static LocalEndpoints EndpointsOf(ServiceAccess access, FunctionSettings function) => access.For(ServiceAccess.LambdaFor(function.Name));

    T Own<T>(T part) where T : IAsyncDisposable
    {
        owned.Push(part);
        return part;
    }

    /// <summary>A client that is disposed in its turn, after the mappings that use it.</summary>
    sealed record OwnedClient(IAmazonSQS Sqs) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Sqs.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

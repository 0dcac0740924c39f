using Orders.Local.Api;
using Orders.Local.CloudWatch;
using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;
using Orders.Local.Resources;

namespace Orders.Local;

/// <summary>The parts that <see cref="LocalPipelineStarter"/> has started.</summary>
sealed record LocalPipelineParts(
    LocalEndpoints Endpoints,
    ServiceAccess Access,
    IReadOnlyDictionary<string, QueueAddress> Queues,
    LambdaService Lambda,
    CloudWatchService CloudWatch,
    HttpApi Api,
    SqsEventSourceMapping OrdersMapping,
    StreamEventSourceMapping StreamMapping,
    LocalEmulators Emulators);

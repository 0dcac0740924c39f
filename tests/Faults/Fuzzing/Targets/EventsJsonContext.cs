using System.Text.Json.Serialization;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>What the Processor's own context lists; that one is the function's alone.</summary>
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
internal sealed partial class QueueJsonContext : JsonSerializerContext;

/// <summary>What the Notifier's own context lists.</summary>
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
internal sealed partial class StreamJsonContext : JsonSerializerContext;

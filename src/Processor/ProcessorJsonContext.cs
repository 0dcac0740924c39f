using System.Text.Json.Serialization;
using Amazon.Lambda.SQSEvents;

namespace Orders.Processor;

/// <summary>The function's event and answer.</summary>
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
internal sealed partial class ProcessorJsonContext : JsonSerializerContext;

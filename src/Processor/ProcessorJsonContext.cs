using System.Text.Json.Serialization;
using Amazon.Lambda.SQSEvents;

namespace Orders.Processor;

/// <summary>What the function reads and answers.</summary>
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
internal sealed partial class ProcessorJsonContext : JsonSerializerContext;

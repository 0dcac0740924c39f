using System.Text.Json.Serialization;
using Amazon.Lambda.DynamoDBEvents;

namespace Orders.Notifier;

/// <summary>What the function reads and answers.</summary>
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
internal sealed partial class NotifierJsonContext : JsonSerializerContext;

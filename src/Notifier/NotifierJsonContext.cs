using System.Text.Json.Serialization;
using Amazon.Lambda.DynamoDBEvents;

namespace Orders.Notifier;

/// <summary>The function's event and answer.</summary>
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
internal sealed partial class NotifierJsonContext : JsonSerializerContext;

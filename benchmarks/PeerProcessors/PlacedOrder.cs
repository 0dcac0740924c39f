using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.SQSEvents;

namespace Orders.Benchmarks.PeerProcessors;

/// <summary>A message's body.</summary>
internal sealed record PlacedOrder(
    string IdempotencyKey, string Item, int Quantity, string? CustomerName, string? CustomerEmail, string? Source, Dictionary<string, string>? Metadata)
{
    public static PlacedOrder Read(SQSEvent.SQSMessage message) => JsonSerializer.Deserialize(message.Body, PeerJsonContext.Default.PlacedOrder)!;

    /// <summary>The row, in the attributes that our Processor writes, but for the hash and the index shard.</summary>
    public Dictionary<string, AttributeValue> ToRow()
    {
        var now = new AttributeValue(DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture));
        var row = new Dictionary<string, AttributeValue>
        {
            ["order_id"] = new(IdempotencyKey),
            ["item"] = new(Item),
            ["quantity"] = new() { N = Quantity.ToString(CultureInfo.InvariantCulture) },
            ["status"] = new("PENDING"),
            ["created_at"] = now,
            ["updated_at"] = now,
            ["version"] = new() { N = "1" },
        };
        Add("customer_name", CustomerName);
        Add("customer_email", CustomerEmail);
        Add("source", Source);
        if (Metadata is { Count: > 0 } metadata)
        {
            row["metadata"] = new() { M = metadata.ToDictionary(static pair => pair.Key, static pair => new AttributeValue(pair.Value)) };
        }

        return row;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                row[name] = new(value);
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(PlacedOrder))]
internal sealed partial class PeerJsonContext : JsonSerializerContext;

using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orders.Benchmarks.Functions.Subjects;

/// <summary>The events that the functions are measured with, made from those that the tests share, and written as Lambda writes them: without white space.</summary>
/// <param name="folder"><c>tests/payloads</c>.</param>
internal sealed class Payloads(string folder)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A request to place one order.</summary>
    /// <param name="key">The order's idempotency key, in its body; null for none.</param>
    public byte[] PlaceOne(string? key) => Request(Order(0, key is null ? null : $"{key}-0").ToJsonString());

    /// <summary>A request to place an array of orders, none of which has a key.</summary>
    public byte[] PlaceMany(int orders) =>
        Request(new JsonArray([.. Enumerable.Range(0, orders).Select(static index => Order(index, key: null))]).ToJsonString());

    /// <summary>A batch of the <c>orders</c> queue, each message of which places one order.</summary>
    public byte[] Messages(int count) => Messages(count, static index =>
    {
        var order = Order(index, $"checkout-20261125-{index:D6}");
        order["source"] = "pos-7";
        return order;
    });

    /// <summary>A batch of the <c>orders</c> queue, each message of which has one order taken up for processing.</summary>
    public byte[] Moves(int count) => Messages(count, static index => new JsonObject
    {
        ["type"] = "order.change_status",
        ["order_id"] = Id(index),
        ["status"] = "PROCESSING",
        ["expected_version"] = 1,
        ["reason"] = "picked",
    });

    /// <summary>A batch of the table's stream, in which each order was taken up for processing: both images.</summary>
    public byte[] Changes(int count)
    {
        var template = Read("stream-modify.json")["Records"]![0]!;
        return Batch(count, index =>
        {
            var record = template.DeepClone();
            record["eventID"] = $"{index:x32}";
            var change = record["dynamodb"]!;
            change["SequenceNumber"] = $"44215845000000000174504{index:D5}";
            foreach (var part in (string[])["Keys", "NewImage", "OldImage"])
            {
                change[part]!["order_id"]!["S"] = Id(index);
            }

            return record;
        });
    }

    private byte[] Messages(int count, Func<int, JsonObject> body)
    {
        var template = Read("sqs-standard.json")["Records"]![0]!;
        return Batch(count, index =>
        {
            var message = template.DeepClone();
            message["messageId"] = Id(index);
            message["body"] = body(index).ToJsonString();
            return message;
        });
    }

    private static JsonObject Order(int index, string? key)
    {
        var order = new JsonObject
        {
            ["item"] = "espresso machine",
            ["quantity"] = 1 + (index % 9),
            ["customer_name"] = "Asha Rao",
            ["customer_email"] = $"asha.rao.{index}@example.com",
            ["metadata"] = new JsonObject { ["channel"] = "web", ["campaign"] = "autumn" },
        };
        if (key is not null)
        {
            order["idempotency_key"] = key;
        }

        return order;
    }

    private static string Id(int index) => $"01982f4e-7a0c-7d31-9b4e-{index:x12}";

    private static byte[] Batch(int count, Func<int, JsonNode> record) =>
        Write(new JsonObject { ["Records"] = new JsonArray([.. Enumerable.Range(0, count).Select(record)]) });

    private byte[] Request(string body)
    {
        var request = Read("http-api-2.0-post.json");
        request["body"] = body;
        request["isBase64Encoded"] = false;
        request["headers"]!.AsObject().Remove("idempotency-key");
        return Write(request);
    }

    private JsonNode Read(string name) => JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, name)))!;

    private static byte[] Write(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}

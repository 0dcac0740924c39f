using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS.Model;
using Orders.Model;
using Orders.Settings;
using Orders.Storage;
using Orders.Tests.Faults.Fuzzing.Operators.Services;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Faults.Fuzzing.Operators.Inputs;

/// <summary>The healthy message, row and record that stand beside the odd ones of every input: whatever those are, these must be shown and done.</summary>
internal static class Known
{
    public const string Letter = "ca4a4700-0000-4000-8000-000000000001";
    public const string ConsumerLetter = "ca4a4700-0000-4000-8000-000000000002";
    public const string EventsLetter = "ca4a4700-0000-4000-8000-000000000003";
    public const string Row = "01982f4e-7a0c-7d31-9b4e-2f60c1d8aca4";
    public const string Code = "healthy_neighbour";
    public const string Operator = "healthy@neighbour";

    private const string Body = $$"""{"type":"order.place","order_id":"{{Row}}","item":"a","quantity":1}""";
    private const string SequenceNumber = "900000000000000000001";

    private static readonly TableSettings Settings = new(Deployed.Table, new HashSet<OrderStatus> { OrderStatus.Pending }, IndexShards: 8);

    /// <summary>Messages on each of the dead-letter queues, sent an hour ago.</summary>
    public static IReadOnlyList<LetterItem> Letters { get; } =
    [
        New(Deployed.OrdersDlq, Letter, Body),
        New(Deployed.ConsumerDlq, ConsumerLetter, """{"id":"1"}""", group: "healthy"),
        New(
            Deployed.EventsDlq,
            EventsLetter,
            $$$"""
            {"requestContext":{"condition":"RetryAttemptsExhausted"},"DDBStreamBatchInfo":{"shardId":"shard-1","startSequenceNumber":"{{{SequenceNumber}}}","endSequenceNumber":"{{{SequenceNumber}}}",
            "approximateArrivalOfFirstRecord":"2026-11-23T22:28:00Z","approximateArrivalOfLastRecord":"2026-11-23T22:28:00Z","batchSize":1,"streamArn":"{{{Deployed.StreamArn}}}"}}
            """),
    ];

    /// <summary>An order that waits.</summary>
    public static Dictionary<string, AttributeValue> RowItem { get; } = RowOf(Row, OrderStatus.Pending);

    /// <summary>The record of its placement.</summary>
    public static string Record { get; } = RecordOf(RowJson(RowItem), SequenceNumber).ToJsonString();

    public static string AuditLine { get; } =
        $$"""{"at":"2026-11-23T22:28:00.000Z","run":"2026-11-23T22:28:00.000Z","by":"{{Operator}}","action":"redrive","queue":"orders-dlq","message_id":"{{Letter}}","result":"sent"}""";

    public static string ImportLine { get; } = $$$"""{"queue":"orders-dlq","message_id":"{{{Letter}}}","body":"{\"item\":\"healthy\"}","attributes":{}}""";

    /// <summary>The id of an odd message of an input.</summary>
    public static string OddLetter(int index) => string.Create(CultureInfo.InvariantCulture, $"0dd00000-0000-4000-8000-{index:d12}");

    /// <summary>A row as the Processor writes it.</summary>
    public static Dictionary<string, AttributeValue> RowOf(string id, OrderStatus status)
    {
        var content = new OrderContent { Item = "a", Quantity = 1, CustomerName = OrderLimits.DefaultCustomerName };
        var order = new Order
        {
            Id = OrderId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id, nameof(id)),
            Content = content,
            ContentHash = ContentHash.Of(content),
            Owner = "queue",
            Status = status,
            CreatedAt = DateTimeOffset.UnixEpoch.AddDays(20_000),
            AcceptedAt = DateTimeOffset.UnixEpoch.AddDays(20_000),
            UpdatedAt = DateTimeOffset.UnixEpoch.AddDays(20_000),
        };
        return Statement.Of(new InsertStatement(Settings).For(order)).Apply(before: null).After!;
    }

    /// <summary>A row in DynamoDB's JSON.</summary>
    public static JsonObject RowJson(Dictionary<string, AttributeValue> row) => new(row.Select(static pair =>
        KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value.S is not null ? new JsonObject { ["S"] = pair.Value.S } : new JsonObject { ["N"] = pair.Value.N })));

    /// <summary>A record of the stream: a row was inserted.</summary>
    public static JsonObject RecordOf(JsonObject image, string sequenceNumber) => new()
    {
        ["eventID"] = sequenceNumber,
        ["eventName"] = "INSERT",
        ["dynamodb"] = new JsonObject
        {
            ["ApproximateCreationDateTime"] = 1783075201,
            ["Keys"] = new JsonObject { ["order_id"] = image["order_id"]?.DeepClone() },
            ["NewImage"] = image,
            ["SequenceNumber"] = sequenceNumber,
            ["SizeBytes"] = 100,
            ["StreamViewType"] = "NEW_AND_OLD_IMAGES",
        },
    };

    private static LetterItem New(string queue, string id, string body, string? group = null)
    {
        var sent = DateTimeOffset.UtcNow.AddHours(-1);
        var system = new Dictionary<string, string> { ["ApproximateReceiveCount"] = "1", ["SentTimestamp"] = $"{sent.ToUnixTimeMilliseconds()}" };
        if (group is not null)
        {
            (system["MessageGroupId"], system["MessageDeduplicationId"], system["SequenceNumber"]) = (group, "healthy", "18000000000000000001");
        }

        return new LetterItem(queue, id, body)
        {
            System = system,
            Attributes = queue == Deployed.EventsDlq ? null : new()
            {
                ["dead_letter"] = new MessageAttributeValue
                {
                    DataType = "String.OrdersDeadLetter",
                    StringValue = $$"""{"code":"{{Code}}","field":"item","message":"item must be healthy","failed_at":"{{Timestamp.Format(sent)}}","receive_count":1,"message_id":"{{id}}","request_id":"r"}""",
                },
            },
        };
    }
}

using System.Text.Json.Nodes;
using Amazon.Lambda.DynamoDBEvents;
using Orders.Events;
using Orders.Model;
using Orders.Notifier;
using Orders.Queues;
using Orders.Storage;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Events;

/// <summary>Holds what the Notifier really sends to <c>contracts/asyncapi.yaml</c>.</summary>
public sealed class NotifierTests
{
    const string ConsumerQueue = "http://127.0.0.1:1/order-events-fulfilment.fifo";

    static readonly NotifierSettings Settings = new(
        [new Consumer("fulfilment", ConsumerQueue, EventTypes.All, PersonalFields.None)], "http://127.0.0.1:1/order-events-dlq", "/orders", QuarantineAfter: TimeSpan.FromSeconds(60));

    [Fact]
    public async Task Events_have_the_group_and_the_deduplication_id_that_the_contract_promises()
    {
        var row = Rows.Of(Samples.Placed).ToDictionary(static pair => pair.Key, static pair => Image(pair.Value));

        var entry = Assert.Single(await SendAsync(new() { NewImage = row }));

        await SchemaFiles.AssertDescribesAsync("event", entry.MessageBody);
        Assert.Equal(Example.ReadNode("event/placed.json").ToJsonString(), JsonNode.Parse(entry.MessageBody)!.ToJsonString());
        Assert.Equal(Samples.Placed.Id.ToString(), entry.MessageGroupId);
        Assert.Equal((string)JsonNode.Parse(entry.MessageBody)!["id"]!, entry.MessageDeduplicationId);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_set_aside_as_in_the_example()
    {
        var entry = Assert.Single(await SendAsync(new()
        {
            SequenceNumber = "4421584500000000017450439092",
            NewImage = new() { [OrdersTable.OrderId] = new() { S = Samples.Placed.Id.ToString() }, ["item"] = new() { N = "7" } },
        }));

        var letter = entry.MessageAttributes[DeadLetter.AttributeName].StringValue;
        await SchemaFiles.AssertDescribesAsync("dead-letter", letter);
        Assert.Equal(Example.ReadNode("dead-letter/unreadable-record.json").ToJsonString(), JsonNode.Parse(letter)!.ToJsonString());
        Assert.Equal("7", (string?)JsonNode.Parse(entry.MessageBody)!["dynamodb"]!["NewImage"]!["item"]!["N"]);
    }

    [Fact]
    public async Task A_change_without_a_version_of_its_own_is_set_aside_as_in_the_example()
    {
        var entry = Assert.Single(await SendAsync(
            new()
            {
                SequenceNumber = "4421584500000000017450439093",
                OldImage = Rows.Of(Samples.Placed).ToDictionary(static pair => pair.Key, static pair => Image(pair.Value)),
                NewImage = Rows.Of(Samples.Placed with { Status = OrderStatus.Cancelled }).ToDictionary(static pair => pair.Key, static pair => Image(pair.Value)),
            },
            "MODIFY"));

        var letter = entry.MessageAttributes[DeadLetter.AttributeName].StringValue;
        await SchemaFiles.AssertDescribesAsync("dead-letter", letter);
        Assert.Equal(Example.ReadNode("dead-letter/reused-version.json").ToJsonString(), JsonNode.Parse(letter)!.ToJsonString());
    }

    [Fact]
    public async Task An_event_that_a_consumers_queue_does_not_accept_is_quarantined_as_in_the_example()
    {
        var row = Rows.Of(Samples.Placed).ToDictionary(static pair => pair.Key, static pair => Image(pair.Value));

        var entry = Assert.Single(await SendAsync(new() { NewImage = row }, isRefused: true));

        var letter = entry.MessageAttributes[DeadLetter.AttributeName].StringValue;
        await SchemaFiles.AssertDescribesAsync("dead-letter", letter);
        Assert.Equal(Example.ReadNode("dead-letter/quarantined-event.json").ToJsonString(), JsonNode.Parse(letter)!.ToJsonString());
        Assert.Equal(Example.ReadNode("event/placed.json").ToJsonString(), JsonNode.Parse(entry.MessageBody)!.ToJsonString());
    }

    static async Task<List<Amazon.SQS.Model.SendMessageBatchRequestEntry>> SendAsync(DynamoDBEvent.StreamRecord change, string eventName = "INSERT", bool isRefused = false)
    {
        change.ApproximateCreationDateTime = Samples.PlacedAt.UtcDateTime;
        using var sqs = new FakeSqs { Refuses = entry => isRefused && entry.MessageGroupId is not null };
        var notifier = Composition.Compose(Settings, sqs, Invocation.NoLog, new StandingClock(), static () => 0.5);
        var answer = await notifier.HandleAsync(
            new DynamoDBEvent { Records = [new() { EventName = eventName, Dynamodb = change }] }, new Invocation());
        Assert.Empty(answer.BatchItemFailures);
        return sqs.Sent;
    }

    static DynamoDBEvent.AttributeValue Image(Amazon.DynamoDBv2.Model.AttributeValue value) => new()
    {
        S = value.S,
        N = value.N,
        M = value.M?.ToDictionary(static pair => pair.Key, static pair => Image(pair.Value)),
        L = value.L?.ConvertAll(Image),
    };
}

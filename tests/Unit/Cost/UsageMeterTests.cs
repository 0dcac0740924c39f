using System.Text;
using Orders.Dev.Cost;
using Orders.Local.Proxies;

namespace Orders.Tests.Unit.Cost;

public sealed class UsageMeterTests
{
    readonly UsageMeter _meter = new(GivenCost.Settings);

    [Fact]
    public void Sends_are_counted_by_64_KB_and_their_messages_by_what_was_taken()
    {
        var large = new string('x', 40_000);
        Call("SendMessageBatch", "orders", $$"""{"Entries":[{"Id":"0","MessageBody":"{{large}}"},{"Id":"1","MessageBody":"{{large}}"}]}""", """{"Successful":[{"Id":"0"}],"Failed":[{"Id":"1"}]}""");
        Call("SendMessage", "orders", """{"MessageBody":"a"}""", """{"MessageId":"1"}""");
        Call("SendMessageBatch", "order-events-fulfilment.fifo", """{"Entries":[{"Id":"0","MessageBody":"a"}]}""", """{"Successful":[{"Id":"0"}]}""");

        Assert.Equal((3m, 2m, 1m, 1m), (_meter.Counted.OrderSendRequests, _meter.Counted.MessagesSent, _meter.Counted.EventSendRequests, _meter.Counted.EventsSent));
    }

    [Fact]
    public void Attributes_are_payload()
    {
        var body = new string('x', 65_536 - 11);
        string Send(string value) => $$$"""{"MessageBody":"{{{body}}}","MessageAttributes":{"k":{"DataType":"String","StringValue":"{{{value}}}"} } }""";
        Call("SendMessage", "orders", Send("four"), "{}");
        Assert.Equal(1, _meter.Counted.OrderSendRequests);

        Call("SendMessage", "orders", Send("fives"), "{}");

        Assert.Equal(3, _meter.Counted.OrderSendRequests);
    }

    [Fact]
    public void A_receive_without_messages_is_counted_by_itself()
    {
        Call("ReceiveMessage", "orders", "{}", """{"Messages":[{"Body":"a"},{"Body":"b"}]}""");
        Call("ReceiveMessage", "orders", "{}", "{}");
        Call("ReceiveMessage", "orders", "{}", """{"Messages":[]}""");

        Assert.Equal((1m, 2m, 2m), (_meter.Counted.Receives, _meter.Counted.MessagesReceived, _meter.Counted.EmptyReceives));
    }

    [Fact]
    public void A_record_that_is_read_twice_was_written_once()
    {
        const string page = """{"Records":[{"dynamodb":{"SequenceNumber":"1","NewImage":{"a":{"S":"x"}}}}]}""";
        Call("GetRecords", "table/Orders/stream", "{}", page);
        Call("GetRecords", "table/Orders/stream", "{}", page);

        Assert.Equal(1, _meter.Counted.RowUnits);
    }

    [Fact]
    public void A_condition_that_fails_is_billed_too()
    {
        Call("BatchExecuteStatement", "table/Orders", "{}", """{"Responses":[{"TableName":"Orders"},{"Error":{"Code":"DuplicateItem"}},{"Error":{"Code":"ConditionalCheckFailed"}},{"Error":{"Code":"ThrottlingError"}}]}""");
        Call(
            "UpdateItem",
            "table/Orders",
            "{}",
            $$$"""{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","Item":{"a":{"S":"{{{new string('x', 1500)}}}"} } }""",
            status: 400);

        Assert.Equal(2 + 2, _meter.Counted.FailedConditionUnits);
    }

    [Fact]
    public void Reads_are_counted_by_key_and_by_consistency()
    {
        Call("BatchGetItem", "table/Orders", """{"RequestItems":{"Orders":{"Keys":[{},{},{}],"ConsistentRead":false}}}""", "{}");
        Call("BatchGetItem", "table/Orders", """{"RequestItems":{"Orders":{"Keys":[{}],"ConsistentRead":true}}}""", "{}");
        Call("GetItem", "table/Orders", """{"ConsistentRead":true}""", $$$"""{"Item":{"a":{"S":"{{{new string('x', 4096)}}}"} } }""");

        Assert.Equal(1.5m + 1 + 2, _meter.Counted.ReadUnits);
    }

    [Fact]
    public void What_is_not_in_the_model_is_named_and_what_got_no_answer_is_left_out()
    {
        Call("SendMessageBatch", "orders-dlq", """{"Entries":[]}""", """{"Successful":[]}""");
        Call("DeleteMessageBatch", "orders", "{}", """{"__type":"x#Throttling"}""", status: 400);
        Call("ReceiveMessage", "orders", "{}", "<html>", status: 502);
        _meter.Add(new ObservedCall([new ServiceCall("orders-ingest", "sqs", "ReceiveMessage", "orders")], "{}"u8.ToArray(), null));

        Assert.Equal(
            ["sqs:DeleteMessageBatch orders (400)", "sqs:ReceiveMessage orders (502)", "sqs:SendMessageBatch orders-dlq (200)"],
            _meter.Counted.Others.Keys.Order());
        Assert.Equal((0m, 0m), (_meter.Counted.EmptyReceives, _meter.Counted.Deletes));
    }

    void Call(string operation, string resource, string request, string answer, int status = 200) => _meter.Add(new ObservedCall(
        [new ServiceCall("orders-ingest", "sqs", operation, resource)], Encoding.UTF8.GetBytes(request), new ServiceAnswer(status, Encoding.UTF8.GetBytes(answer))));
}

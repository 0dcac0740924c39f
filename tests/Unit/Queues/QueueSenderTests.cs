using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Queues;

public sealed class QueueSenderTests : IDisposable
{
    private const string Queue = "https://sqs.test/000000000000/queue";

    private readonly InstantTime _time = new(Given.Now);
    private readonly FakeSqs _sqs = new();
    private readonly QueueSender _sender;

    public QueueSenderTests() => _sender = new QueueSender(_sqs, new AwsPipelines(_time, static () => 0.5).Sqs);

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task Messages_go_ten_at_a_time_and_results_keep_their_order()
    {
        _sqs.RefuseEntry = static (entry, _) => entry.MessageBody is "m7" or "m20" ? Faults.Permanent : null;
        var results = await SendAsync(Enumerable.Range(0, 25).Select(static i => new OutgoingMessage($"m{i}")));
        Assert.Equal([7, 20], Enumerable.Range(0, 25).Where(i => !results[i].IsSent));
        Assert.Equal("InvalidMessageContents", results[7].Cause);
        Assert.Equal([5, 10, 10], _sqs.Sends.Select(static send => send.Entries.Count).Order());
    }

    [Fact]
    public async Task A_request_has_at_most_256_KiB()
    {
        var results = await SendAsync(Enumerable.Range(0, 5).Select(static i => new OutgoingMessage(new string((char)('a' + i), 100 * 1024))));
        Assert.All(results, static result => Assert.True(result.IsSent));
        Assert.Equal([1, 2, 2], _sqs.Sends.Select(static send => send.Entries.Count).Order());
    }

    [Fact]
    public async Task A_message_of_exactly_256_KiB_is_sent_and_one_byte_more_is_refused_alone()
    {
        var results = await SendAsync([new OutgoingMessage("a"), new OutgoingMessage(new string('b', 256 * 1024 + 1)), new OutgoingMessage(new string('c', 256 * 1024))]);
        Assert.Equal([true, false, true], results.Select(static result => result.IsSent));
        Assert.Equal("MessageTooLong", results[1].Cause);
    }

    [Fact]
    public async Task A_message_that_its_queue_does_not_take_is_too_long_and_no_other_is()
    {
        _sqs.MostBytes = static _ => 2000;

        var results = await SendAsync([new OutgoingMessage("a"), new OutgoingMessage(new string('b', 2001)), new OutgoingMessage(new string('c', 2000))]);

        Assert.Equal([null, "MessageTooLong", null], results.Select(static result => result.Cause));
        Assert.Single(_sqs.Sends);
    }

    [Theory]
    [InlineData("InvalidParameterValue")]
    [InlineData("BatchRequestTooLong")]
    [InlineData("AWS.SimpleQueueService.BatchRequestTooLong")]
    public async Task Where_SQS_refuses_a_whole_request_for_its_size_each_message_is_sent_alone(string code)
    {
        _sqs.FailBefore = (send, _) => send.Entries.Sum(static entry => entry.MessageBody.Length) > 2000 ? Faults.Sqs(code, 400) : null;

        var results = await SendAsync([new OutgoingMessage("a"), new OutgoingMessage(new string('b', 2001)), new OutgoingMessage(new string('c', 2000))]);

        Assert.Equal([null, "MessageTooLong", null], results.Select(static result => result.Cause));
    }

    [Fact]
    public void Attributes_and_bytes_count_towards_the_size()
    {
        var message = new OutgoingMessage("é")
        {
            Attributes = new Dictionary<string, MessageAttributeValue>
            {
                ["ab"] = new() { DataType = "String", StringValue = "é" },
                ["c"] = new() { DataType = "Binary", BinaryValue = new MemoryStream(new byte[5]) },
            },
        };
        Assert.Equal(2 + (2 + 6 + 2) + (1 + 6 + 5), message.SizeBytes);
    }

    [Fact]
    public async Task Only_entries_that_may_still_succeed_are_sent_again()
    {
        _sqs.RefuseEntry = static (entry, call) => (entry.MessageBody, call) switch
        {
            ("ours", 1) => Faults.Transient,
            ("throttled", <= 2) => new BatchResultErrorEntry { Code = "RequestThrottled", SenderFault = true },
            ("theirs", _) => Faults.Permanent,
            _ => null,
        };
        var results = await SendAsync([new OutgoingMessage("fine"), new OutgoingMessage("ours"), new OutgoingMessage("theirs"), new OutgoingMessage("throttled")]);
        Assert.Equal([true, true, false, true], results.Select(static result => result.IsSent));
        Assert.Equal(
            [["fine", "ours", "theirs", "throttled"], ["ours", "throttled"], ["throttled"]],
            _sqs.Sends.Select(static send => send.Entries.Select(static entry => entry.MessageBody).ToArray()));
    }

    [Fact]
    public async Task An_entry_that_the_answer_leaves_out_is_sent_again_and_never_taken_for_sent()
    {
        _sqs.OmitEntry = static (entry, call) => entry.MessageBody == "b" && call <= 2;
        Assert.All(await SendAsync([new OutgoingMessage("a"), new OutgoingMessage("b")]), static result => Assert.True(result.IsSent));
        Assert.Equal(3, _sqs.Sends.Count);

        _sqs.OmitEntry = static (_, _) => true;
        Assert.Equal(new SendResult(false, "NoAnswer"), Assert.Single(await SendAsync([new OutgoingMessage("c")])));
    }

    [Fact]
    public async Task A_request_whose_answer_was_lost_is_sent_again()
    {
        _sqs.FailAfter = static (_, call) => call == 1 ? Faults.Sqs("InternalError", 500) : null;
        Assert.True(Assert.Single(await SendAsync([new OutgoingMessage("a")])).IsSent);
        Assert.Equal(2, _sqs.Messages(Queue).Count);
    }

    [Fact]
    public async Task A_request_that_is_refused_for_good_is_not_hammered()
    {
        _sqs.FailBefore = static (_, _) => Faults.Sqs("AWS.SimpleQueueService.NonExistentQueue", 400);
        Assert.Equal(new SendResult(false, "AWS.SimpleQueueService.NonExistentQueue"), Assert.Single(await SendAsync([new OutgoingMessage("a")])));
        Assert.Single(_sqs.Sends);
    }

    [Fact]
    public async Task A_cancelled_send_has_results_and_no_exception()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var results = await _sender.SendAsync(Queue, [.. Enumerable.Range(0, 12).Select(static i => new OutgoingMessage($"m{i}"))], cancelled.Token);
        Assert.All(results, static result => Assert.Equal(new SendResult(false, "OutOfTime"), result));
        Assert.Empty(_sqs.Messages(Queue));
    }

    [Fact]
    public async Task Group_and_deduplication_id_go_along()
    {
        await SendAsync([new OutgoingMessage("a") { GroupId = "g", DeduplicationId = "d" }, new OutgoingMessage("b")]);
        var sent = _sqs.Messages(Queue);
        Assert.Equal(("g", "d"), (sent[0].MessageGroupId, sent[0].MessageDeduplicationId));
        Assert.Null(sent[1].MessageGroupId);
        Assert.Null(sent[1].MessageAttributes);
    }

    [Fact]
    public async Task Nothing_to_send_takes_no_request()
    {
        Assert.Empty(await SendAsync([]));
        Assert.Empty(_sqs.Sends);
    }

    private Task<IReadOnlyList<SendResult>> SendAsync(IEnumerable<OutgoingMessage> messages) => _sender.SendAsync(Queue, [.. messages], Given.Token);
}

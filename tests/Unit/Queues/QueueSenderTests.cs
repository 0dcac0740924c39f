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

    public static TheoryData<string, bool> Failures => new()
    {
        { "answer lost", true },
        { "timeout", true },
        { "server error", true },
        { "cancelled", true },
        { "refused connection", false },
        { "throttled", false },
        { "access denied", false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_message_may_be_sent_where_SQS_did_not_answer_and_only_there(string failure, bool mayBeSent)
    {
        _sqs.FailAfter = (_, _) => failure switch
        {
            "answer lost" => new HttpIOException(HttpRequestError.ResponseEnded),
            "timeout" => new Polly.Timeout.TimeoutRejectedException(),
            "server error" => Faults.Sqs("InternalError", 500),
            "cancelled" => new OperationCanceledException(),
            "refused connection" => new HttpRequestException(HttpRequestError.ConnectionError),
            "throttled" => Faults.Sqs("RequestThrottled", 403),
            _ => Faults.Sqs("AccessDenied", 403),
        };

        var result = Assert.Single(await SendAsync([new OutgoingMessage("m")]));

        Assert.Equal((false, mayBeSent), (result.IsSent, result.MayBeSent));
    }

    [Fact]
    public async Task A_message_that_a_later_attempt_refuses_may_be_sent_by_an_earlier_one()
    {
        _sqs.FailAfter = static (_, call) => call == 1 ? new HttpIOException(HttpRequestError.ResponseEnded) : null;
        _sqs.RefuseEntry = static (_, call) => call == 2 ? Faults.Permanent : null;

        var result = Assert.Single(await SendAsync([new OutgoingMessage("m")]));

        Assert.Equal((false, true, "InvalidMessageContents"), (result.IsSent, result.MayBeSent, result.Cause));
        Assert.Single(_sqs.Messages(Queue));
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
        Assert.DoesNotContain(_sqs.Sends.SelectMany(static send => send.Entries), static entry => entry.MessageBody[0] == 'b');
    }

    [Fact]
    public async Task A_message_that_its_queue_does_not_take_is_too_long_and_no_other_is()
    {
        _sqs.MaxBytes = static _ => 2000;

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
            ("unheard of", 1) => new BatchResultErrorEntry { Code = "AnythingNew", SenderFault = false },
            ("unsaid", 1) => new BatchResultErrorEntry { Code = "AnythingNew" },
            _ => null,
        };
        var results = await SendAsync([.. new[] { "fine", "ours", "theirs", "throttled", "unheard of", "unsaid" }.Select(static body => new OutgoingMessage(body))]);
        Assert.Equal([true, true, false, true, true, true], results.Select(static result => result.IsSent));
        Assert.Equal(
            [["fine", "ours", "theirs", "throttled", "unheard of", "unsaid"], ["ours", "throttled", "unheard of", "unsaid"], ["throttled"]],
            _sqs.Sends.Select(static send => send.Entries.Select(static entry => entry.MessageBody).ToArray()));
    }

    [Fact]
    public async Task An_entry_that_the_answer_leaves_out_is_sent_again_and_never_taken_for_sent()
    {
        _sqs.OmitEntry = static (entry, call) => entry.MessageBody == "b" && call <= 2;
        Assert.All(await SendAsync([new OutgoingMessage("a"), new OutgoingMessage("b")]), static result => Assert.True(result.IsSent));
        Assert.Equal(3, _sqs.Sends.Count);

        _sqs.OmitEntry = static (_, _) => true;
        Assert.Equal(new SendResult(false, "NoAnswer") { MayBeSent = true }, Assert.Single(await SendAsync([new OutgoingMessage("c")])));
    }

    [Fact]
    public async Task What_was_sent_stays_sent_when_the_repeat_for_the_rest_fails()
    {
        _sqs.RefuseEntry = static (entry, _) => entry.MessageBody == "b" ? Faults.Transient : null;
        _sqs.FailBefore = static (_, call) => call > 1 ? Faults.Sqs("ServiceUnavailable", 503) : null;
        Assert.Equal(
            [(true, null), (false, "ServiceUnavailable"), (true, null)],
            (await SendAsync([new OutgoingMessage("a"), new OutgoingMessage("b"), new OutgoingMessage("c")])).Select(static result => (result.IsSent, result.Cause)));
    }

    [Fact]
    public async Task A_request_that_is_too_long_when_it_is_repeated_costs_what_was_sent_nothing()
    {
        _sqs.RefuseEntry = static (entry, call) => entry.MessageBody != "a" && call == 1 ? Faults.Transient : null;
        _sqs.FailBefore = static (send, call) => call > 1 && send.Entries.Exists(static entry => entry.MessageBody == "b") ? Faults.Sqs("BatchRequestTooLong", 400) : null;
        Assert.Equal([null, "MessageTooLong", null], (await SendAsync([new OutgoingMessage("a"), new OutgoingMessage("b"), new OutgoingMessage("c")])).Select(static result => result.Cause));
        Assert.Equal(["a", "c"], _sqs.Messages(Queue).Select(static entry => entry.MessageBody));
    }

    [Fact]
    public async Task One_request_that_fails_does_not_change_the_results_of_those_beside_it()
    {
        _sqs.FailBefore = static (send, _) => send.Entries.Exists(static entry => entry.MessageBody == "m13") ? Faults.Sqs("AccessDenied", 403) : null;
        _sqs.RefuseEntry = static (entry, _) => entry.MessageBody == "m21" ? Faults.Permanent : null;
        var results = await SendAsync(Enumerable.Range(0, 25).Select(static i => new OutgoingMessage($"m{i}")));
        Assert.Equal([.. Enumerable.Range(10, 10), 21], Enumerable.Range(0, 25).Where(i => !results[i].IsSent));
    }

    [Fact]
    public async Task In_order_nothing_later_is_sent_behind_a_failure_although_other_groups_had_none()
    {
        _sqs.RefuseEntry = static (entry, _) => entry.MessageBody == "a1" ? Faults.Permanent : null;
        var results = await _sender.SendInOrderAsync(Queue, [Of("a", 1), Of("b", 1), Of("a", 2), Of("b", 2)], Given.Token);
        Assert.Equal([false, true, false, false], results.Select(static result => result.IsSent));
        Assert.Equal(["InvalidMessageContents", null, null, null], results.Select(static result => result.Cause));
    }

    [Fact]
    public async Task In_order_what_stands_behind_a_message_that_is_too_long_is_sent()
    {
        _sqs.RefuseEntry = static (entry, _) => entry.MessageBody == "b2" ? Faults.Permanent : null;
        var tooLong = new OutgoingMessage(new string('a', 256 * 1024 + 1)) { GroupId = "a" };
        var results = await _sender.SendInOrderAsync(Queue, [tooLong, Of("a", 2), Of("b", 1), Of("b", 2), Of("b", 3)], Given.Token);
        Assert.Equal([false, true, true, false, false], results.Select(static result => result.IsSent));
        Assert.Equal(["MessageTooLong", null, null, "InvalidMessageContents", null], results.Select(static result => result.Cause));
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
    public async Task Group_deduplication_id_and_trace_go_along_and_SQSs_ids_come_back()
    {
        var results = await SendAsync([new OutgoingMessage("a") { GroupId = "g", DeduplicationId = "d", TraceHeader = "Root=1-2-3" }, new OutgoingMessage("b")]);
        var sent = _sqs.Messages(Queue);
        Assert.Equal(("g", "d"), (sent[0].MessageGroupId, sent[0].MessageDeduplicationId));
        Assert.Equal(("String", "Root=1-2-3"), (sent[0].MessageSystemAttributes["AWSTraceHeader"].DataType, sent[0].MessageSystemAttributes["AWSTraceHeader"].StringValue));
        Assert.Null(sent[1].MessageGroupId);
        Assert.Null(sent[1].MessageAttributes);
        Assert.Null(sent[1].MessageSystemAttributes);
        Assert.Equal(["sent-0", "sent-1"], results.Select(static result => result.MessageId));
    }

    [Fact]
    public async Task Nothing_to_send_takes_no_request()
    {
        Assert.Empty(await SendAsync([]));
        Assert.Empty(_sqs.Sends);
    }

    private static OutgoingMessage Of(string group, int number) => new($"{group}{number}") { GroupId = group };

    private Task<IReadOnlyList<SendResult>> SendAsync(IEnumerable<OutgoingMessage> messages) => _sender.SendAsync(Queue, [.. messages], Given.Token);
}

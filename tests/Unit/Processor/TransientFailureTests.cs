using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Processor;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

public sealed class TransientFailureTests
{
    private static readonly OrderId Id = OrderId.FromKey("queue", "key-1");

    private readonly ProcessorHarness _processor = new();

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_success()
    {
        _processor.DynamoDb.FailAfter = static (request, call) => request is BatchExecuteStatementRequest && call == 1 ? Faults.Outage : null;
        Assert.Empty(await _processor.HandleAsync(Message("m", Place("key-1"))));
        Assert.Single(_processor.DynamoDb.Rows);
        Assert.Empty(_processor.DeadLetters);
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_success()
    {
        _processor.DynamoDb.Add(Given.Order());
        _processor.DynamoDb.FailAfter = static (request, call) => request is UpdateItemRequest && call == 1 ? Faults.Outage : null;
        Assert.Empty(await _processor.HandleAsync(Message("m", Change(Id, OrderStatus.Processing, version: 1))));
        Assert.Equal(2, _processor.DynamoDb.Find(Id)?.Version);
        Assert.Empty(_processor.DeadLetters);
    }

    [Theory]
    [InlineData("ThrottlingError")]
    [InlineData("ProvisionedThroughputExceeded")]
    [InlineData("RequestLimitExceeded")]
    [InlineData("InternalServerError")]
    public async Task A_statement_that_is_throttled_is_tried_again_alone(string code)
    {
        var failures = 0;
        _processor.DynamoDb.FailStatement = statement =>
            statement.Parameters[0].S == Id.ToString() && failures++ < 2 ? new BatchStatementError { Code = code } : null;
        Assert.Empty(await _processor.HandleAsync(Message("a", Place("key-0")), Message("b", Place("key-1")), Message("c", Place("key-2"))));
        Assert.Equal(3, _processor.DynamoDb.Rows.Count);
        Assert.Equal([3, 1, 1], _processor.DynamoDb.Sent<BatchExecuteStatementRequest>().Select(static request => request.Statements.Count));
        Assert.Equal(0, _processor.Lines.Metric("Duplicates"));
    }

    [Fact]
    public async Task A_statement_that_stays_throttled_is_handed_back_and_its_neighbours_are_done()
    {
        _processor.DynamoDb.FailStatement = statement => statement.Parameters[0].S == Id.ToString() ? new BatchStatementError { Code = "ThrottlingError" } : null;
        Assert.Equal(["b"], await _processor.HandleAsync(Message("a", Place("key-0")), Message("b", Place("key-1"))));
        Assert.Equal("ThrottlingError", Assert.Single(_processor.Lines.Of("MessageReturnedForRetry")).Text("Cause"));
    }

    [Fact]
    public async Task A_statement_that_has_the_whole_request_refused_is_put_away_and_its_neighbours_are_written()
    {
        _processor.DynamoDb.FailBefore = static (request, _) =>
            request is BatchExecuteStatementRequest batch && batch.Statements.Exists(static statement => statement.Parameters.Exists(static value => value.S == "bad"))
                ? Faults.DynamoDb("ValidationException", 400)
                : null;
        var messages = Enumerable.Range(0, 30).Select(static i => Message($"m{i}", Place($"key-{i}", item: i is 3 or 17 ? "bad" : "good"))).ToArray();
        Assert.Empty(await _processor.HandleAsync(messages));
        Assert.Equal(28, _processor.DynamoDb.Rows.Count);
        Assert.Equal([("body", "unwritable"), ("body", "unwritable")], _processor.DeadLetters.Select(FieldAndCode));
    }

    [Theory]
    [InlineData("ValidationError", "unwritable")]
    [InlineData("ItemCollectionSizeLimitExceeded", "unwritable")]
    public async Task A_statement_that_the_table_refuses_for_good_is_put_away(string code, string reason)
    {
        _processor.DynamoDb.FailStatement = _ => new BatchStatementError { Code = code };
        Assert.Empty(await _processor.HandleAsync(Message("m", Place("key-1"))));
        Assert.Equal(("body", reason), FieldAndCode(Assert.Single(_processor.DeadLetters)));
    }

    [Fact]
    public async Task When_nothing_could_be_done_the_batch_is_hidden_and_thrown_back_so_that_polling_slows()
    {
        _processor.DynamoDb.FailBefore = static (_, _) => Faults.Outage;
        var thrown = await Assert.ThrowsAsync<BatchFailedException>(() => _processor.HandleAsync(
            Message("a", Place("key-1"), receiveCount: 1), Message("b", Place("key-2"), receiveCount: 3), Message("c", Change(Id, OrderStatus.Processing), receiveCount: 4)));
        // Lambda's client logs what is thrown: this is no bug whose place someone would look for.
        Assert.DoesNotContain(" at ", thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal(new Dictionary<string, int> { ["handle-a"] = 2, ["handle-b"] = 8, ["handle-c"] = 16 }, _processor.Hidden);
        Assert.Equal(3, _processor.Lines.Metric("MessagesReturnedForRetry"));
        Assert.Empty(_processor.DeadLetters);
    }

    [Theory]
    [InlineData(0.0, 2)]
    [InlineData(0.5, 4)]
    [InlineData(0.99, 6)]
    public async Task What_is_handed_back_is_hidden_with_jitter(double random, int seconds)
    {
        var processor = new ProcessorHarness(random: () => random);
        Assert.Equal(["m"], await processor.HandleAsync(Message("m", Change(Id, OrderStatus.Processing), receiveCount: 2)));
        Assert.Equal(seconds, processor.Hidden["handle-m"]);
    }

    [Fact]
    public async Task What_cannot_be_hidden_is_handed_back_all_the_same()
    {
        _processor.Sqs.RefuseHandle = static handle => handle == "handle-a";
        var again = await _processor.HandleAsync(
            Message("a", Change(Id, OrderStatus.Processing)), Message("b", Change(Id, OrderStatus.Completed)), Message("c", Place("key-2")));
        Assert.Equal(["a", "b"], again);
        Assert.Equal(1, Assert.Single(_processor.Lines.Of("MessagesNotHidden")).GetProperty("Count").GetInt32());
    }

    [Theory]
    [InlineData("InternalError")]
    [InlineData("AnythingNew")]
    public async Task What_cannot_be_hidden_for_a_passing_reason_is_tried_again_alone(string code)
    {
        var throttled = 0;
        _processor.Sqs.ThrottleCode = code;
        _processor.Sqs.ThrottleHandle = handle => handle == "handle-b" && throttled++ < 2;
        var again = await _processor.HandleAsync(Message("a", Change(Id, OrderStatus.Processing)), Message("b", Change(Id, OrderStatus.Completed)));
        Assert.Equal(["a", "b"], again);
        Assert.Equal([2, 1, 1], _processor.Sqs.VisibilityChanges.Select(static request => request.Entries.Count));
        Assert.Empty(_processor.Lines.Of("MessagesNotHidden"));
    }

    [Fact]
    public async Task An_outage_of_SQS_loses_neither_what_waits_nor_what_is_rejected()
    {
        _processor.Sqs.FailVisibility = static _ => Faults.Sqs("ServiceUnavailable", 503);
        _processor.Sqs.FailBefore = static (_, _) => Faults.Sqs("ServiceUnavailable", 503);
        var again = await _processor.HandleAsync(Message("bad", "{"), Message("wait", Change(Id, OrderStatus.Processing)), Message("good", Place("key-2")));
        Assert.Equal(["bad", "wait"], again);
        Assert.Equal("ServiceUnavailable", Assert.Single(_processor.Lines.Of("DeadLetterNotSent")).Text("Cause"));
        Assert.Equal(0, _processor.Lines.Metric("DeadLetters"));
    }

    [Fact]
    public async Task More_than_ten_messages_are_hidden_ten_at_a_time()
    {
        Assert.Equal(23, (await _processor.HandleAsync(
            [.. Enumerable.Range(0, 23).Select(static i => Message($"m{i}", Change(OrderId.FromKey("queue", $"k{i}"), OrderStatus.Processing)))])).Count);
        // Side by side, so in any order.
        Assert.Equal([3, 10, 10], _processor.Sqs.VisibilityChanges.Select(static request => request.Entries.Count).Order());
        Assert.Equal(23, _processor.Hidden.Count);
    }

    [Fact]
    public async Task An_unknown_order_waits_for_its_placement_without_slowing_the_polling()
    {
        Assert.Equal(["m"], await _processor.HandleAsync(Message("m", Change(Id, OrderStatus.Processing), receiveCount: 4)));
        Assert.Equal("AwaitsPlacement", Assert.Single(_processor.Lines.Of("MessageReturnedForRetry")).Text("Cause"));
        Assert.Empty(_processor.DeadLetters);
    }

    [Fact]
    public async Task An_order_that_is_unknown_on_the_last_delivery_is_put_away()
    {
        Assert.Empty(await _processor.HandleAsync(Message("m", Change(Id, OrderStatus.Processing), receiveCount: 5)));
        var letter = Assert.Single(_processor.DeadLetters);
        Assert.Equal(("order_id", "unknown_order"), FieldAndCode(letter));
        Assert.Equal(5, Reason(letter).GetProperty("receive_count").GetInt32());
    }

    [Fact]
    public async Task What_failed_on_every_delivery_is_put_away_with_its_cause()
    {
        _processor.DynamoDb.FailBefore = static (_, _) => Faults.Outage;
        var again = await _processor.HandleAsync(Message("last", Place("key-1"), receiveCount: 5), Message("first", Place("key-2")));
        Assert.Equal(["first"], again);
        var letter = Assert.Single(_processor.DeadLetters);
        Assert.Equal(("body", "retries_exhausted"), FieldAndCode(letter));
        Assert.Contains("InternalServerError", Reason(letter).Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_nothing_expects_hands_back_what_was_not_done()
    {
        _processor.DynamoDb.FailBefore = static (request, _) => request is UpdateItemRequest ? new InvalidOperationException("bug") : null;
        var again = await _processor.HandleAsync(Message("a", Change(Id, OrderStatus.Processing)), Message("b", "{"));
        Assert.Equal(["a"], again);
        Assert.Equal("InvalidOperationException", Assert.Single(_processor.Lines.Of("BatchFailed")).Text("error"));
        Assert.Single(_processor.DeadLetters);
    }

    [Fact]
    public async Task A_comparison_that_fails_hands_the_repeats_back()
    {
        _processor.DynamoDb.Add(Given.Order());
        _processor.DynamoDb.FailBefore = static (request, _) => request is BatchGetItemRequest ? Faults.Throttled : null;
        Assert.Equal(["a"], await _processor.HandleAsync(Message("a", Place("key-1")), Message("b", Place("key-2"))));
        Assert.Empty(_processor.DeadLetters);
    }

    [Fact]
    public async Task When_the_time_is_up_the_rest_is_handed_back_within_the_margin()
    {
        _processor.Context.RemainingTime = TimeSpan.FromSeconds(10);
        // The first change takes six seconds by itself, the second stands behind it and must not be begun after the seventh.
        _processor.DynamoDb.Add(Given.Order());
        _processor.DynamoDb.FailBefore = (request, _) =>
        {
            if (request is UpdateItemRequest)
            {
                _processor.Time.Advance(TimeSpan.FromMilliseconds(1900));
            }

            return null;
        };
        var statuses = new[] { OrderStatus.Processing, OrderStatus.Processing, OrderStatus.Processing, OrderStatus.Processing, OrderStatus.Completed, OrderStatus.Completed };
        var again = await _processor.HandleAsync([.. statuses.Select(static (status, index) => Message($"m{index}", Change(Id, status)))]);

        Assert.Equal(["m3", "m4", "m5"], again);
        Assert.Equal(["OutOfTime", "BehindAnother", "BehindAnother"], _processor.Lines.Of("MessageReturnedForRetry").Select(static line => line.Text("Cause")));
        Assert.InRange(_processor.Context.RemainingTime, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
        Assert.Equal(3, _processor.Hidden.Count);
    }

    [Fact]
    public async Task A_time_out_before_anything_is_done_loses_nothing()
    {
        _processor.Context.RemainingTime = TimeSpan.Zero;
        await Assert.ThrowsAsync<BatchFailedException>(() => _processor.HandleAsync(Message("a", Place("key-1")), Message("b", "{")));
        Assert.Empty(_processor.DynamoDb.Rows);
    }
}

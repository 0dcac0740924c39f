using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Processor;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

/// <summary>Of two things that go wrong in one batch none hides the other: each message has its own result.</summary>
public sealed class TwoFaultsTests
{
    private static readonly OrderId Id = OrderId.FromKey("queue", "key-1");

    private readonly ProcessorHarness _processor = new();

    [Fact]
    public async Task A_placement_whose_row_was_removed_between_insert_and_compare_comes_again_and_is_then_made()
    {
        _processor.DynamoDb.Add(Given.Order());
        _processor.DynamoDb.Add(Given.Order("key-2"));
        _processor.DynamoDb.Add(Given.Order("key-3"));
        Before<BatchGetItemRequest>(() => _processor.DynamoDb.Rows.Remove(Id.ToString()));

        Assert.Equal(["removed"], await _processor.HandleAsync(
            Message("removed", Place("key-1")), Message("conflict", Place("key-2", quantity: 9)), Message("repeat", Place("key-3")), Message("new", Place("key-4"))));

        Assert.Equal("RemovedMeanwhile", Assert.Single(_processor.Lines.Of("MessageReturnedForRetry")).Text("Cause"));
        Assert.Equal(Place("key-2", quantity: 9), Assert.Single(_processor.DeadLetters).MessageBody);
        Assert.Empty(await _processor.HandleAsync(Message("removed", Place("key-1"), receiveCount: 2)));
        Assert.NotNull(_processor.DynamoDb.Find(Id));
    }

    [Fact]
    public async Task A_placement_that_the_answer_leaves_out_is_made_again_and_not_taken_for_done()
    {
        _processor.DynamoDb.OmitStatements = static call => call == 1 ? 2 : 0;

        Assert.Empty(await _processor.HandleAsync(Message("a", Place("key-1")), Message("b", Place("key-2")), Message("c", Place("key-3"))));

        Assert.Equal(3, _processor.DynamoDb.Rows.Count);
        Assert.Equal([3, 2], _processor.DynamoDb.Sent<BatchExecuteStatementRequest>().Select(static request => request.Statements.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_placement_that_every_answer_leaves_out_comes_again(int omitted)
    {
        _processor.DynamoDb.OmitStatements = _ => omitted;
        // The first one is a refusal, which must not be taken for the answer to the others.
        _processor.DynamoDb.FailStatement = static statement => statement.Parameters.Exists(static value => value.S == "bad") ? new BatchStatementError { Code = "ValidationError" } : null;

        var again = await _processor.HandleAsync(Message("poison", "{"), Message("a", Place("key-1", item: "bad")), Message("b", Place("key-2")), Message("c", Place("key-3")));

        // The table refused the first order, but the record of its rejection is not answered either.
        Assert.Equal(omitted == 1 ? ["a", "c"] : ["a", "b", "c"], again);
        Assert.All(_processor.Lines.Of("MessageReturnedForRetry"), static line => Assert.Equal("NoAnswer", line.Text("Cause")));
    }

    [Fact]
    public async Task Placements_that_were_made_stay_made_when_the_repeat_for_the_rest_fails()
    {
        Throttle("key-2");
        _processor.DynamoDb.FailBefore = static (request, call) => request is BatchExecuteStatementRequest && call > 1 ? Faults.Outage : null;

        Assert.Equal(["b"], await _processor.HandleAsync(Message("a", Place("key-1")), Message("b", Place("key-2")), Message("c", Place("key-3"))));

        Assert.Equal("InternalServerError", Assert.Single(_processor.Lines.Of("MessageReturnedForRetry")).Text("Cause"));
    }

    [Fact]
    public async Task A_statement_that_has_the_whole_repeat_refused_costs_neither_those_made_nor_those_throttled()
    {
        var throttled = true;
        _processor.DynamoDb.FailStatement = statement => throttled && statement.Parameters.Exists(static value => value.S is "slow" or "bad") ? new BatchStatementError { Code = "ThrottlingError" } : null;
        _processor.DynamoDb.FailBefore = (request, call) =>
        {
            throttled = call == 1;
            return call > 1 && request is BatchExecuteStatementRequest batch && batch.Statements.Exists(static statement => statement.Parameters.Exists(static value => value.S == "bad")) ? Faults.DynamoDb("ValidationException", 400) : null;
        };

        Assert.Empty(await _processor.HandleAsync(
            Message("a", Place("key-1")), Message("bad", Place("key-2", item: "bad")), Message("slow", Place("key-3", item: "slow")), Message("slow too", Place("key-4", item: "slow"))));

        Assert.Equal(3, _processor.DynamoDb.Rows.Count);
        Assert.Equal(("body", "unwritable"), FieldAndCode(Assert.Single(_processor.DeadLetters)));
    }

    [Fact]
    public async Task An_outage_of_one_request_does_not_change_the_results_of_those_beside_it()
    {
        _processor.DynamoDb.FailBefore = static (request, _) =>
            request is BatchExecuteStatementRequest batch && batch.Statements.Exists(static statement => Statement.Of(statement).Key == Id.ToString()) ? Faults.Outage : null;
        Throttle("key-40");

        var again = await _processor.HandleAsync([.. Enumerable.Range(0, 60).Select(static i => Message($"m{i}", Place($"key-{i}")))]);

        Assert.Equal([.. Enumerable.Range(0, 25), 40], again.Select(static id => int.Parse(id[1..])));
    }

    [Fact]
    public async Task A_comparison_that_hangs_ends_at_the_deadline_and_costs_no_other_message_its_result()
    {
        _processor.DynamoDb.Add(Given.Order());
        Before<BatchGetItemRequest>(() => _processor.Time.Advance(TimeSpan.FromSeconds(28)));

        Assert.Equal(["repeat"], await _processor.HandleAsync(Message("repeat", Place("key-1")), Message("new", Place("key-2")), Message("poison", "{")));

        Assert.Equal("OutOfTime", Assert.Single(_processor.Lines.Of("MessageReturnedForRetry")).Text("Cause"));
        Assert.InRange(_processor.Context.RemainingTime, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2));
        Assert.Single(_processor.DeadLetters);
    }

    [Fact]
    public async Task A_comparison_that_the_table_denies_hands_the_repeats_back_and_no_other_message()
    {
        _processor.DynamoDb.Add(Given.Order());
        _processor.DynamoDb.FailBefore = static (request, _) => request is BatchGetItemRequest ? Faults.DynamoDb("AccessDeniedException", 400) : null;

        Assert.Equal(["repeat"], await _processor.HandleAsync(Message("repeat", Place("key-1")), Message("new", Place("key-2"))));

        Assert.Equal("AccessDeniedException", Assert.Single(_processor.Lines.Of("MessageReturnedForRetry")).Text("Cause"));
    }

    [Fact]
    public async Task Two_changes_in_front_of_their_placement_are_made_in_one_batch_although_another_order_is_held_up()
    {
        Throttle("key-2");

        Assert.Equal(["held up", "behind"], await _processor.HandleAsync(
            Message("held up", Place("key-2")),
            Message("completed", Change(Id, OrderStatus.Completed)),
            Message("processing", Change(Id, OrderStatus.Processing)),
            Message("behind", Change(OrderId.FromKey("queue", "key-2"), OrderStatus.Cancelled)),
            Message("place", Place("key-1"))));

        Assert.Equal(OrderStatus.Completed, _processor.DynamoDb.Find(Id)?.Status);
        Assert.Empty(_processor.DeadLetters);
    }

    [Fact]
    public async Task Of_two_orders_whose_messages_fail_each_group_is_ended_by_its_own()
    {
        _processor.DynamoDb.Add(Given.Order());
        Throttle("key-2");

        Assert.Equal(["b1", "b2"], await _processor.HandleAsync(
            Message("a1", Change(Id, OrderStatus.Processing)), Message("b1", Place("key-2")), Message("a2", Change(Id, OrderStatus.Completed)), Message("b2", Place("key-2")), Message("poison", "{")));

        Assert.Equal(OrderStatus.Completed, _processor.DynamoDb.Find(Id)?.Status);
    }

    [Fact]
    public async Task A_dead_letter_that_fails_costs_neither_the_other_letters_nor_what_is_handed_back()
    {
        _processor.Sqs.RefuseEntry = static (entry, _) => entry.MessageBody == "[1" ? Faults.Permanent : null;
        Throttle("key-2");

        Assert.Equal(["early", "unsent", "held up"], await _processor.HandleAsync(
            Message("sent", "[0"), Message("early", Change(Id, OrderStatus.Processing)), Message("unsent", "[1"), Message("held up", Place("key-2")), Message("sent too", "[2")));

        Assert.Equal(["[0", "[2"], _processor.DeadLetters.Select(static letter => letter.MessageBody));
        Assert.Equal(["handle-early", "handle-held up", "handle-unsent"], _processor.Hidden.Keys.Order());
    }

    [Fact]
    public async Task Messages_that_are_refused_and_messages_that_stay_throttled_are_counted_as_not_hidden()
    {
        _processor.Sqs.RefuseHandle = static handle => handle == "handle-0";
        _processor.Sqs.ThrottleHandle = static handle => handle == "handle-12";

        var again = await _processor.HandleAsync(
            [.. Enumerable.Range(0, 13).Select(static i => Message($"{i}", Change(OrderId.FromKey("queue", $"later-{i}"), OrderStatus.Processing))), Message("place", Place("key-1"))]);

        Assert.Equal(13, again.Count);
        Assert.Equal(2, Assert.Single(_processor.Lines.Of("MessagesNotHidden")).GetProperty("Count").GetInt32());
    }

    [Fact]
    public async Task SQS_that_does_not_answer_takes_two_seconds_before_the_work_begins()
    {
        var begun = TimeSpan.Zero;
        Before<BatchExecuteStatementRequest>(() => begun = TimeSpan.FromSeconds(30) - _processor.Context.RemainingTime);
        _processor.Sqs.FailVisibility = _ =>
        {
            _processor.Time.Advance(TimeSpan.FromSeconds(1));
            return Faults.Sqs("ServiceUnavailable", 503);
        };

        Assert.Empty(await _processor.HandleAsync(Message("m", Place("key-1"), receiveCount: 2)));

        Assert.InRange(begun, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.2));
    }

    [Fact]
    public async Task A_dead_letter_queue_that_does_not_answer_leaves_time_for_the_answer()
    {
        _processor.Context.RemainingTime = TimeSpan.FromSeconds(1.5);
        _processor.Sqs.FailBefore = (_, _) =>
        {
            _processor.Time.Advance(TimeSpan.FromSeconds(0.5));
            return Faults.Sqs("ServiceUnavailable", 503);
        };

        Assert.Equal(["poison"], await _processor.HandleAsync(Message("poison", "{"), Message("place", Place("key-1"))));

        Assert.InRange(_processor.Context.RemainingTime, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.5));
    }

    private void Before<TRequest>(Action act) => _processor.DynamoDb.FailBefore = (request, _) =>
    {
        if (request is TRequest)
        {
            act();
        }

        return null;
    };

    private void Throttle(string key) => _processor.DynamoDb.FailStatement = statement =>
        Statement.Of(statement).Key == OrderId.FromKey("queue", key).ToString() ? new BatchStatementError { Code = "ThrottlingError" } : null;
}

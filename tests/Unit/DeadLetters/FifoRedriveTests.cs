using Amazon.SQS.Model;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class FifoRedriveTests : IDisposable
{
    private readonly LetterBench _bench = new();

    public void Dispose() => _bench.Clean();

    [Fact]
    public async Task Each_group_comes_whole_and_in_its_order()
    {
        PutEvents(groups: 12, each: 7);

        var report = await RedriveAsync();

        Assert.True(report.IsWell, report.StoppedBecause);
        Assert.Equal(84, report.Count(RedriveOutcome.Sent));
        Assert.Empty(_bench.Sqs.On(LetterBench.FifoDeadLetters));
        foreach (var group in _bench.Sqs.On(LetterBench.FifoQueue).GroupBy(static message => message.GroupId))
        {
            Assert.Equal(Enumerable.Range(0, 7).Select(static n => $$"""{"n":{{n}}}"""), group.OrderBy(static message => message.SequenceNumber).Select(static message => message.Body));
        }
    }

    [Fact]
    public async Task What_stands_behind_a_message_that_is_not_taken_stays_behind_it()
    {
        PutEvents(groups: 2, each: 4);
        _bench.Sqs.RefuseEntry = static entry => entry is { MessageGroupId: "g0", MessageBody: """{"n":1}""" }
            ? new BatchResultErrorEntry { Code = "InvalidMessageContents", SenderFault = true }
            : null;

        var report = await RedriveAsync();

        Assert.Equal(5, report.Count(RedriveOutcome.Sent));
        Assert.Equal(["""{"n":1}""", """{"n":2}""", """{"n":3}"""], _bench.Sqs.On(LetterBench.FifoDeadLetters).Select(static message => message.Body));
    }

    [Fact]
    public async Task A_redrive_within_five_minutes_of_the_first_sending_is_not_swallowed()
    {
        // The event itself was sent a moment ago, under the id that its dead letter still has.
        _bench.Sqs.Put(LetterBench.FifoQueue, """{"n":0}""", groupId: "g0", deduplicationId: "g0-0");
        _bench.Sqs.Consume(LetterBench.FifoQueue);
        PutEvents(groups: 1, each: 1);

        await RedriveAsync();

        Assert.Single(_bench.Sqs.On(LetterBench.FifoQueue));
    }

    [Fact]
    public async Task A_redrive_that_is_made_again_because_the_first_was_killed_does_not_double()
    {
        PutEvents(groups: 1, each: 1);
        // As if killed between sending and deleting.
        _bench.Sqs.RefuseDelete = static _ => true;
        await RedriveAsync();
        _bench.Sqs.RefuseDelete = null;
        _bench.Time.Advance(TimeSpan.FromMinutes(1));

        await RedriveAsync();

        Assert.Single(_bench.Sqs.On(LetterBench.FifoQueue));
        Assert.Empty(_bench.Sqs.On(LetterBench.FifoDeadLetters));
    }

    [Fact]
    public async Task A_body_that_was_fixed_since_is_not_taken_for_the_one_that_was_sent()
    {
        PutEvents(groups: 1, each: 1);
        _bench.Sqs.RefuseDelete = static _ => true;
        await RedriveAsync();
        _bench.Sqs.RefuseDelete = null;

        await RedriveAsync(new NewBody("""{"n":"edited"}"""));

        Assert.Equal(["""{"n":0}""", """{"n":"edited"}"""], _bench.Sqs.On(LetterBench.FifoQueue).Select(static message => message.Body));
    }

    [Fact]
    public async Task A_fixed_event_must_be_JSON()
    {
        PutEvents(groups: 1, each: 1);

        var report = await RedriveAsync(new NewBody("{"));

        Assert.Equal("the edited body breaks a rule: body must be valid JSON nested at most 64 deep (line 1, byte 2)", Assert.Single(report.Results).Cause);
    }

    private Task<RedriveReport> RedriveAsync(IBodyChange? change = null) =>
        _bench.RedriveAsync(_bench.NewOptions() with { Change = change }, role: LetterBench.Consumer);

    private void PutEvents(int groups, int each)
    {
        for (var n = 0; n < each; n++)
        {
            for (var group = 0; group < groups; group++)
            {
                _bench.Sqs.Put(LetterBench.FifoDeadLetters, $$"""{"n":{{n}}}""", groupId: $"g{group}", deduplicationId: $"g{group}-{n}");
            }
        }
    }
}

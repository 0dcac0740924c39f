using System.Text.Json;
using Orders.Local.Lambda;
using Orders.Local.Mappings;
using Orders.Local.Mappings.Sqs;

namespace Orders.Tests.Unit.Local;

public sealed class SqsBatchRunnerTests
{
    readonly FakeQueue _queue = new();
    readonly MappingCounters _counters = new();

    [Fact]
    public async Task Full_success_deletes_everything()
    {
        Assert.True(await RunAsync(FakeFunction.Answers("null"), "a", "b", "c"));

        Assert.Equal(["a", "b", "c"], _queue.Deleted);
        Assert.Equal((3, 0), (_counters.Succeeded, _counters.Failed));
    }

    [Fact]
    public async Task A_failed_record_stays_and_its_neighbours_go()
    {
        Assert.True(await RunAsync(FakeFunction.Fails("b"), "a", "b", "c"));

        Assert.Equal(["a", "c"], _queue.Deleted);
        Assert.Equal((2, 1), (_counters.Succeeded, _counters.Failed));
    }

    [Fact]
    public async Task A_record_that_is_not_in_the_batch_fails_the_whole_batch()
    {
        // Not an error of the function, so the mapping does not slow down.
        Assert.True(await RunAsync(FakeFunction.Fails("z"), "a", "b"));

        Assert.Empty(_queue.Deleted);
        Assert.Equal(2, _counters.Failed);
    }

    [Fact]
    public async Task A_thrown_error_deletes_nothing_and_slows_the_polling()
    {
        Assert.False(await RunAsync(FakeFunction.Throws, "a", "b"));

        Assert.Empty(_queue.Deleted);
        Assert.Equal(2, _counters.Failed);
    }

    [Fact]
    public async Task A_throttled_batch_deletes_nothing_and_slows_the_polling()
    {
        Assert.False(await RunAsync(FakeFunction.Throttled, "a"));

        Assert.Empty(_queue.Deleted);
    }

    [Fact]
    public async Task A_message_that_was_not_deleted_is_not_counted_as_done()
    {
        _queue.Undeletable.Add("a");

        await RunAsync(FakeFunction.Answers("{}"), "a", "b");

        Assert.Equal((1, 1), (_counters.Succeeded, _counters.Failed));
    }

    [Fact]
    public async Task Messages_over_6_MB_together_go_in_several_invocations()
    {
        var function = new FakeFunction(FakeFunction.Answers("null"));
        var large = new string('x', 1024 * 1024);

        await Runner(function).RunAsync([.. Enumerable.Range(0, 10).Select(i => FakeQueue.Message($"{i}", large))]);

        Assert.Equal(["0 1 2 3 4", "5 6 7 8 9"], function.Batches(Id).Select(static b => string.Join(' ', b)));
        Assert.Equal(10, _queue.Deleted.Count);
    }

    static string Id(JsonElement record) => record.GetProperty("messageId").GetString()!;

    Task<bool> RunAsync(Func<JsonElement, InvocationResult> answer, params string[] ids) =>
        Runner(new FakeFunction(answer)).RunAsync(FakeQueue.Messages(ids));

    SqsBatchRunner Runner(FakeFunction function) => new(_queue, function, SqsMappingTestOptions.Default, _counters);
}

static class SqsMappingTestOptions
{
    public static readonly SqsMappingOptions Default = new()
    {
        QueueUrl = "http://127.0.0.1/000000000000/orders",
        QueueArn = "arn:aws:sqs:ap-south-1:000000000000:orders",
        Region = "ap-south-1",
    };
}

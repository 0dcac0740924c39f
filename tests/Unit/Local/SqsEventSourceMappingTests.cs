using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;

namespace Orders.Tests.Unit.Local;

public sealed class SqsEventSourceMappingTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_never_runs_more_invocations_than_the_maximum_concurrency_and_reaches_it()
    {
        var queue = new FakeQueue([.. Enumerable.Range(0, 40).Select(static i => FakeQueue.Messages($"{i}"))]);
        var function = new BlockingFunction();
        await using var mapping = SqsEventSourceMapping.Start(
            queue, function, SqsMappingTestOptions.Default with { MaximumConcurrency = 3 }, TimeProvider.System);

        await Until(() => function.Running == 3);
        function.Release();
        await Until(() => mapping.Counters.Succeeded == 40);

        Assert.Equal(3, function.MaxRunning);
    }

    [Fact]
    public async Task Stopping_finishes_what_is_in_flight()
    {
        var queue = new FakeQueue(FakeQueue.Messages("a"));
        var function = new BlockingFunction();
        var mapping = SqsEventSourceMapping.Start(queue, function, SqsMappingTestOptions.Default, TimeProvider.System);
        await Until(() => function.Running == 1);

        var stopping = mapping.DisposeAsync().AsTask();
        Assert.False(stopping.IsCompleted);
        function.Release();
        await stopping.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        Assert.Equal(["a"], queue.Deleted);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_reached_is_reported_and_polled_again()
    {
        var calls = 0;
        var reports = new List<string>();
        var queue = new FakeQueue(FakeQueue.Messages("a"), FakeQueue.Messages("b"))
        {
            OnReceive = () => _ = ++calls == 1 ? throw new HttpRequestException("connection refused") : 0,
        };
        await using var mapping = SqsEventSourceMapping.Start(
            queue, new FakeFunction(FakeFunction.Answers("null")), SqsMappingTestOptions.Default, TimeProvider.System, reports.Add);

        await Until(() => queue.Deleted.Count == 1);

        Assert.Equal(["b"], queue.Deleted);
        Assert.Contains("connection refused", Assert.Single(reports), StringComparison.Ordinal);
    }

    static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }

    sealed class BlockingFunction : IFunctionInvoker
    {
        readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly Lock _lock = new();

        public string FunctionArn => "arn";

        public int Running { get; private set; }

        public int MaxRunning { get; private set; }

        public void Release() => _release.SetResult();

        public async Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, InvocationOptions? options = null)
        {
            lock (_lock)
            {
                MaxRunning = Math.Max(MaxRunning, ++Running);
            }

            await _release.Task;
            lock (_lock)
            {
                Running--;
            }

            return new InvocationResult(InvocationStatus.Success, "r", "null"u8.ToArray());
        }
    }
}

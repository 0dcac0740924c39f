using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS.Model;
using Orders.Local.Faults;
using Orders.Resilience;

namespace Orders.Tests.Unit.Local.Faults;

/// <summary>Each fault as a client of the SDK meets it, and as the functions judge it.</summary>
public sealed class FaultInjectorTests
{
    static readonly FaultKind[] Outages =
        [FaultKind.ResetBefore, FaultKind.ResetAfter, FaultKind.InternalError, FaultKind.Unavailable, FaultKind.CutOff];

    static readonly FaultKind[] WithoutEffect =
        [FaultKind.TimeoutBefore, FaultKind.ResetBefore, FaultKind.InternalError, FaultKind.Unavailable, FaultKind.Throttled];

    public static TheoryData<FaultKind, int> EachKind => [.. Enum.GetValues<FaultKind>()
        .Where(static kind => kind is not (FaultKind.Slow or FaultKind.EntriesFailed or FaultKind.TimeoutBefore or FaultKind.TimeoutAfter or FaultKind.TimeoutThenEffect))
        .SelectMany(static kind => Enumerable.Range(1, 4).Select(seed => (kind, seed)))];

    [Theory]
    [MemberData(nameof(EachKind))]
    public async Task A_fault_of_SQS_is_one_that_passes(FaultKind kind, int seed)
    {
        await using var harness = await FaultHarness.StartAsync(kind, seed);

        var exception = await Record.ExceptionAsync(() => harness.Sqs.SendMessageBatchAsync("http://q/orders", Entries(2), Token));

        Judge(kind, exception, harness.Came.Count);
    }

    [Theory]
    [MemberData(nameof(EachKind))]
    public async Task A_fault_of_DynamoDB_is_one_that_passes(FaultKind kind, int seed)
    {
        await using var harness = await FaultHarness.StartAsync(kind, seed);

        var exception = await Record.ExceptionAsync(() => harness.DynamoDb.BatchExecuteStatementAsync(Statements(2), Token));

        Judge(kind, exception, harness.Came.Count);
    }

    [Theory]
    [InlineData(FaultKind.TimeoutBefore, 0)]
    [InlineData(FaultKind.TimeoutAfter, 1)]
    public async Task A_call_without_an_answer_is_held_until_its_caller_gives_up(FaultKind kind, int came)
    {
        await using var harness = await FaultHarness.StartAsync(kind, seed: 1);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.Sqs.SendMessageBatchAsync("http://q/orders", Entries(2), giveUp.Token));

        Assert.True(giveUp.IsCancellationRequested);
        Assert.Equal(came, harness.Came.Count);
    }

    [Fact]
    public async Task A_call_may_have_its_effect_after_its_caller_gave_up()
    {
        using var giveUp = new CancellationTokenSource();
        var injector = new FaultInjector(
            (_, _, _) =>
            {
                giveUp.CancelAfter(TimeSpan.FromMilliseconds(50));
                return (FaultKind.TimeoutThenEffect, new Random(1));
            },
            new HashSet<string> { FaultHarness.Caller },
            TimeProvider.System);
        await using var harness = await FaultHarness.StartAsync(injector);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.Sqs.SendMessageBatchAsync("http://q/orders", Entries(2), giveUp.Token));

        await harness.ReachedAsync(count: 1);
    }

    [Fact]
    public async Task A_slow_call_is_answered_all_the_same()
    {
        await using var harness = await FaultHarness.StartAsync(FaultKind.Slow, seed: 1);
        Assert.Equal(2, (await harness.Sqs.SendMessageBatchAsync("http://q/orders", Entries(2), Token)).Successful.Count);
    }

    [Fact]
    public async Task A_throttled_caller_is_told_so_by_each_name_that_the_service_has_for_it()
    {
        var names = new HashSet<string>();
        for (var seed = 0; seed < 20; seed++)
        {
            await using var harness = await FaultHarness.StartAsync(FaultKind.Throttled, seed);
            names.Add((await Assert.ThrowsAnyAsync<AmazonServiceException>(() => harness.DynamoDb.BatchExecuteStatementAsync(Statements(1), Token))).ErrorCode);
            names.Add((await Assert.ThrowsAnyAsync<AmazonServiceException>(() => harness.Sqs.SendMessageBatchAsync("http://q/orders", Entries(1), Token))).ErrorCode);
        }

        Assert.Equal(["ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled", "ThrottlingException"], names.Order());
    }

    [Fact]
    public async Task Only_the_named_callers_are_hit_and_each_hit_is_counted()
    {
        var injector = new FaultInjector(
            static (_, number, _) => number % 2 == 0 ? (FaultKind.InternalError, new Random(1)) : null, new HashSet<string> { FaultHarness.Caller }, TimeProvider.System);
        await using var harness = await FaultHarness.StartAsync(injector);
        using var another = harness.NewSqs("lambda.orders-processor");

        for (var call = 1; call <= 4; call++)
        {
            await another.SendMessageBatchAsync("http://q/orders", Entries(1), Token);
            var exception = await Record.ExceptionAsync(() => harness.Sqs.SendMessageBatchAsync("http://q/orders", Entries(1), Token));
            Assert.Equal(call % 2 == 0, exception is not null);
        }

        Assert.Equal(new Dictionary<FaultKind, int> { [FaultKind.InternalError] = 2 }, injector.Injected);
    }

    static void Judge(FaultKind kind, Exception? exception, int came)
    {
        Assert.NotNull(exception);
        Assert.True(TransientFaults.IsTransient(exception), $"{kind}: {exception}");
        Assert.Equal(Outages.Contains(kind), TransientFaults.IsOutage(exception));
        Assert.Equal(WithoutEffect.Contains(kind) ? 0 : 1, came);
    }

    internal static List<SendMessageBatchRequestEntry> Entries(int count) =>
        [.. Enumerable.Range(0, count).Select(static index => new SendMessageBatchRequestEntry($"{index}", $"body {index}"))];

    internal static BatchExecuteStatementRequest Statements(int count) => new()
    {
        Statements = [.. Enumerable.Range(0, count).Select(static index => new BatchStatementRequest
        {
            Statement = """INSERT INTO "Orders" VALUE {'order_id':?}""",
            Parameters = [new AttributeValue($"{index}")],
        })],
    };

    static CancellationToken Token => TestContext.Current.CancellationToken;
}

using System.Net.Sockets;
using Amazon.Lambda.RuntimeSupport.Client;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.AmazonLambda;

public sealed class BackoffTests
{
    [Fact]
    public async Task A_Runtime_API_that_is_away_is_waited_for()
    {
        var left = 3;
        await using RunningFunction function = new(
            static (_, _) => RunningFunction.Json("1"),
            intercept: _ => Interlocked.Decrement(ref left) >= 0 ? LoopbackAnswer.Broken : null);

        function.Api.Invoke("r-1", "{}");

        Assert.Equal("invocation/r-1/response", (await function.Api.PostedAsync()).Path);
        Assert.Equal([37, 75, 150], function.Time.Delays.Select(static delay => delay.TotalMilliseconds));
    }

    [Fact]
    public async Task A_response_is_sent_again_where_the_connection_broke()
    {
        var left = 1;
        await using RunningFunction function = new(
            static (_, _) => RunningFunction.Json("""{"answer":42}"""),
            intercept: request => request.Method == "POST" && Interlocked.Decrement(ref left) >= 0 ? LoopbackAnswer.Broken : null);

        function.Api.Invoke("r-1", "{}");

        Assert.Equal("""{"answer":42}""", (await function.Api.PostedAsync()).Body);
    }

    [Fact]
    public async Task A_Runtime_API_that_stays_away_ends_the_process()
    {
        await using RunningFunction function = new(
            static (_, _) => RunningFunction.Json("1"),
            intercept: static _ => LoopbackAnswer.Broken);

        await Assert.ThrowsAsync<IOException>(() => function.Completion);

        Assert.Equal(Backoff.MaxAttempts, function.Api.Asked);
        Assert.InRange(function.Time.Delays.Sum(static delay => delay.TotalSeconds), 40, 75);
    }

    [Fact]
    public async Task A_Runtime_API_that_nobody_listens_at_is_tried_as_often()
    {
        TcpListener nobody = new(System.Net.IPAddress.Loopback, 0);
        nobody.Start();
        var endpoint = nobody.LocalEndpoint.ToString();
        nobody.Dispose();
        await using RunningFunction function = new(static (_, _) => RunningFunction.Json("1"), environment: new() { ["AWS_LAMBDA_RUNTIME_API"] = endpoint });

        await Assert.ThrowsAsync<SocketException>(() => function.Completion);

        Assert.Equal(Backoff.MaxAttempts - 1, function.Time.Delays.Count);
    }

    [Theory]
    [InlineData(1, 25, 50)]
    [InlineData(2, 50, 100)]
    [InlineData(6, 800, 1_600)]
    [InlineData(7, 1_000, 2_000)]
    [InlineData(39, 1_000, 2_000)]
    public void A_delay_doubles_up_to_a_limit_and_half_of_it_is_random(int failures, double shortest, double longest)
    {
        Assert.Equal(shortest, Backoff.Delay(failures, 0).TotalMilliseconds, tolerance: 0.01);
        Assert.Equal(longest, Backoff.Delay(failures, 0.999_999).TotalMilliseconds, tolerance: 0.01);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_Runtime_API_that_is_away()
    {
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningFunction function = new(
            static (_, _) => RunningFunction.Json("1"),
            intercept: _ =>
            {
                failed.TrySetResult();
                return LoopbackAnswer.Broken;
            },
            delaysPass: false);
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await function.StopAsync();

        Assert.Equal(1, function.Api.Asked);
    }
}

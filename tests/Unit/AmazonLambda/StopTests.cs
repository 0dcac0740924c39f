namespace Orders.Tests.Unit.AmazonLambda;

public sealed class StopTests
{
    public enum Way
    {
        Cancellation,
        Sigterm,
    }

    [Theory]
    [InlineData(Way.Cancellation)]
    [InlineData(Way.Sigterm)]
    public async Task The_running_invocation_is_finished_and_no_other_is_taken(Way way)
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningFunction function = new(async (_, _) =>
        {
            started.SetResult();
            await finish.Task;
            return await RunningFunction.Json("1");
        });
        function.Api.Invoke("r-1", "{}");
        function.Api.Invoke("r-2", "{}");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Stop(function, way);
        Assert.False(function.Completion.IsCompleted);
        finish.SetResult();

        Assert.Equal("invocation/r-1/response", (await function.Api.PostedAsync()).Path);
        await function.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(1, function.Api.Asked);
    }

    [Theory]
    [InlineData(Way.Cancellation)]
    [InlineData(Way.Sigterm)]
    public async Task A_function_that_waits_leaves_at_once_and_without_an_error(Way way)
    {
        await using RunningFunction function = new(static (_, _) => RunningFunction.Json("1"));

        Stop(function, way);

        await function.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static void Stop(RunningFunction function, Way way)
    {
        if (way is Way.Sigterm)
        {
            function.Terminate();
        }
        else
        {
            function.Cancel();
        }
    }
}

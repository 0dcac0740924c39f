using Amazon.Lambda.RuntimeSupport;

namespace Orders.Tests.Unit.AmazonLambda;

/// <summary>When the bootstrap has garbage collected: between two invocations, and only where there is enough.</summary>
public sealed class InvocationGarbageTests
{
    [Fact]
    public async Task Enough_of_it_is_collected_once_its_invocation_is_answered_and_before_the_next_is_asked_for()
    {
        long allocated = 0;
        List<string> happened = [];
        await using RunningFunction function = new(
            (_, context) =>
            {
                allocated += InvocationGarbage.WorthCollecting / 2;
                happened.Add(context.AwsRequestId);
                return RunningFunction.Json("1");
            },
            allocatedBytes: () => allocated,
            collect: generation => happened.Add($"generation {generation}"));
        foreach (var id in (string[])["r-1", "r-2", "r-3", "r-4", "r-5"])
        {
            function.Api.Invoke(id, "{}");
            await function.Api.PostedAsync();
        }

        function.Cancel();
        await function.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(["r-1", "r-2", "generation 0", "r-3", "r-4", "generation 0", "r-5"], happened);
    }

    [Fact]
    public async Task What_survived_a_collection_is_looked_at_again_by_every_fourth()
    {
        long allocated = 0;
        List<int> generations = [];
        await using RunningFunction function = new(
            (_, _) =>
            {
                allocated += InvocationGarbage.WorthCollecting;
                return RunningFunction.Json("1");
            },
            allocatedBytes: () => allocated,
            collect: generations.Add);
        for (var i = 0; i < 8; i++)
        {
            function.Api.Invoke($"r-{i}", "{}");
            await function.Api.PostedAsync();
        }

        function.Cancel();
        await function.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 1], generations);
    }
}

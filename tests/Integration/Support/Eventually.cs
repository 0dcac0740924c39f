namespace Orders.Tests.Integration.Support;

/// <summary>Awaits an outcome with a deadline.</summary>
static class Eventually
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the condition holds.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what, double withinSeconds = 20) =>
        HoldsAsync(() => Task.FromResult(condition()), what, withinSeconds);

    /// <summary>Waits until the condition holds.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, double withinSeconds = 20)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start).TotalSeconds < withinSeconds, $"Not within {withinSeconds} s: {what}");
            await Task.Delay(Poll, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until there is something.</summary>
    public static async Task<T> GivesAsync<T>(Func<Task<T?>> find, string what, double withinSeconds = 20)
        where T : struct
    {
        T? found = null;
        await HoldsAsync(async () => (found = await find()) is not null, what, withinSeconds);
        return found!.Value;
    }
}

using Orders.Local.Faults;

namespace Orders.Tests.Unit.Local.Faults;

public sealed class FaultDiceTests
{
    const int Calls = 20_000;

    [Fact]
    public void The_same_seed_gives_each_call_of_a_caller_the_same_fate_and_another_seed_another()
    {
        Assert.Equal(Fates(seed: 1, "a"), Fates(seed: 1, "a"));
        Assert.NotEqual(Fates(seed: 1, "a"), Fates(seed: 2, "a"));
        Assert.NotEqual(Fates(seed: 1, "a"), Fates(seed: 1, "b"));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void The_rate_is_the_share_of_calls_that_go_wrong(double rate)
    {
        var dice = new FaultDice(rate, seed: 1);
        var hits = Enumerable.Range(0, Calls).Count(number => dice.Roll("a", number, isBatch: true) is not null);
        Assert.InRange((double)hits / Calls, rate == 0 ? 0 : rate - 0.02, rate == 0 ? 0 : rate + 0.02);
    }

    [Fact]
    public void Every_kind_comes_and_failed_entries_only_in_batches()
    {
        var dice = new FaultDice(rate: 1, seed: 1);
        Assert.Equal(Enum.GetValues<FaultKind>(), Enumerable.Range(0, 1000).Select(number => dice.Roll("a", number, isBatch: true)!.Value.Kind).Distinct().Order());
        Assert.DoesNotContain(FaultKind.EntriesFailed, Enumerable.Range(0, 1000).Select(number => dice.Roll("a", number, isBatch: false)!.Value.Kind));
    }

    static List<FaultKind?> Fates(int seed, string caller)
    {
        var dice = new FaultDice(0.5, seed);
        return [.. Enumerable.Range(0, 100).Select(number => dice.Roll(caller, number, isBatch: true)?.Kind)];
    }
}

using Orders.Tests.Faults.Fuzzing.Campaigns;
using Orders.Tests.Faults.Fuzzing.Targets;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Fuzzing;

/// <summary>The limit holds what works for too long, each time; what only waits takes nothing of the machine.</summary>
public sealed class TimeLimitTests
{
    [Fact]
    public void What_works_for_too_long_escapes()
    {
        using var target = new Stub(static () => SpinFor(TimeLimit.For(1) * 1.5));
        Assert.Equal(Trial.Slow, Assert.Throws<Escape>(() => Trial.Run(target, [0])).Kind);
    }

    [Fact]
    public void What_is_stopped_by_others_for_as_long_does_not()
    {
        using var target = new Stub(static () => Thread.Sleep(TimeLimit.For(1) * 1.5));
        Assert.Equal("done", Trial.Run(target, [0]));
    }

    private static void SpinFor(TimeSpan cpu)
    {
        var begin = ThreadClock.Now;
        while (ThreadClock.Now - begin < cpu)
        {
        }
    }

    private sealed class Stub(Action work) : FunctionTarget(mutatesEnvelope: false)
    {
        public override IReadOnlyList<byte[]> Seeds => [[0]];

        public override byte[] Mutate(byte[] parent, Dice dice) => parent;

        protected override string Judge(byte[] input) => Timed(() =>
        {
            work();
            return "done";
        });
    }
}

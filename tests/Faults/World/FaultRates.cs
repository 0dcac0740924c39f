namespace Orders.Tests.Faults.World;

/// <summary>How often each fault happens, from 0 to 1.</summary>
internal sealed record FaultRates
{
    public static readonly FaultRates None = new();

    /// <summary>A request fails before it has an effect: 500, 503, a reset connection.</summary>
    public double FailBefore { get; init; }

    /// <summary>A request has its effect and its answer is lost.</summary>
    public double FailAfter { get; init; }

    /// <summary>A service is away, for everybody and for up to a minute: the share of the time that it is.</summary>
    public double Outage { get; init; }

    /// <summary>A request is throttled.</summary>
    public double Throttle { get; init; }

    /// <summary>One entry of a batch is refused for a reason that passes.</summary>
    public double EntryFails { get; init; }

    /// <summary>One entry of a batch is left out of the answer.</summary>
    public double EntryMissing { get; init; }

    /// <summary>A request takes seconds.</summary>
    public double Slow { get; init; }

    /// <summary>The process ends at a call, before or after its effect.</summary>
    public double Crash { get; init; }

    /// <summary>A message is delivered although its last delivery is still being handled, or was already deleted.</summary>
    public double DeliverAgain { get; init; }

    /// <summary>Lambda runs a stream batch again that it had done.</summary>
    public double ReplayStream { get; init; }

    /// <summary>Lambda ends an invocation at its first call, whatever it does.</summary>
    public double Kill { get; init; }

    /// <summary>A process's clock is up to minutes off, and jumps.</summary>
    public double ClockOff { get; init; }

    /// <summary>An eventually consistent read is a second late.</summary>
    public double StaleRead { get; init; }

    /// <summary>Lambda throttles an invocation: its messages are received, and come again without having been handled.</summary>
    public double ThrottledInvocation { get; init; }

    /// <summary>Rates of a run: each kind of fault is there or not, and rare or frequent.</summary>
    public static FaultRates Draw(Dice dice) => new()
    {
        FailBefore = Rate(dice, 0.6),
        FailAfter = Rate(dice, 0.2),
        Outage = Rate(dice, 0.5),
        Throttle = Rate(dice, 0.2),
        EntryFails = Rate(dice, 0.2),
        EntryMissing = Rate(dice, 0.05),
        Slow = Rate(dice, 0.1),
        Crash = Rate(dice, 0.05),
        DeliverAgain = Rate(dice, 0.2),
        ReplayStream = Rate(dice, 0.2),
        Kill = Rate(dice, 0.05),
        ClockOff = Rate(dice, 0.5),
        StaleRead = Rate(dice, 0.5),
        ThrottledInvocation = Rate(dice, 0.1),
    };

    /// <summary>These rates with one of them at 0, once for each that is not: to find out which faults a failure needs.</summary>
    public IEnumerable<FaultRates> WithOneLess()
    {
        FaultRates[] less =
        [
            this with { FailBefore = 0 }, this with { Outage = 0 }, this with { FailAfter = 0 }, this with { Throttle = 0 }, this with { EntryFails = 0 },
            this with { EntryMissing = 0 }, this with { Slow = 0 }, this with { Crash = 0 }, this with { DeliverAgain = 0 },
            this with { ReplayStream = 0 }, this with { Kill = 0 }, this with { ClockOff = 0 }, this with { StaleRead = 0 },
            this with { ThrottledInvocation = 0 },
        ];
        return less.Where(rates => rates != this);
    }

    private static double Rate(Dice dice, double max) => dice.Below(3) switch
    {
        0 => 0,
        1 => max / 10,
        _ => max * dice.NextDouble(),
    };
}

using System.Globalization;

namespace Orders.Tests.Faults.World;

/// <summary>
/// Time and chance of one run. Everything that happens is an action at a time; they run one by one, so a seed always gives the same
/// history.
/// </summary>
internal sealed class Universe
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (long Ticks, long Order)> _ahead = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Queue<CancelledDelay> _toResume = new();
    private readonly bool _keepsHistory;
    private long _order;
    private volatile InvalidOperationException? _intruder;

    public Universe(ulong seed, FaultRates rates, bool keepsHistory)
    {
        (Dice, Rates, _keepsHistory) = (new Dice(seed), rates, keepsHistory);
        CancelledDelay.EnterSimulation();
    }

    public Dice Dice { get; }

    /// <summary>The faults that may happen now; none once faults have stopped.</summary>
    public FaultRates Rates { get; private set; }

    public DateTimeOffset Now { get; private set; } = Start;

    public List<string> History { get; } = [];

    private readonly Dictionary<string, DateTimeOffset> _awayUntil = [];
    private readonly Dictionary<string, DateTimeOffset> _outages = [];

    /// <summary>What no run may contain, found while it goes on.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>No fault happens any more.</summary>
    public void StopFaults()
    {
        Note("the world", "has no fault from here on");
        Rates = FaultRates.None;
    }

    public void After(TimeSpan delay, Action action)
    {
        CheckThread();
        _ahead.Enqueue(action, ((Now + delay).UtcTicks, _order++));
    }

    /// <summary>Resumes who awaited a cancelled delay, once the action that runs now has ended.</summary>
    public void ResumeAfterThis(CancelledDelay delay)
    {
        CheckThread();
        _toResume.Enqueue(delay);
    }

    public void Between(int leastMilliseconds, int mostMilliseconds, Action action) =>
        After(Dice.Between(TimeSpan.FromMilliseconds(leastMilliseconds), TimeSpan.FromMilliseconds(mostMilliseconds)), action);

    /// <summary>Runs all that happens before a time.</summary>
    /// <returns>False where nothing is left to happen.</returns>
    public void RunUntil(DateTimeOffset end)
    {
        while (_ahead.TryPeek(out _, out var at) && at.Ticks <= end.UtcTicks)
        {
            var action = _ahead.Dequeue();
            Now = new DateTimeOffset(at.Ticks, TimeSpan.Zero);
            action();
            while (_toResume.TryDequeue(out var delay))
            {
                delay.Resume();
            }

            if (_intruder is { } intruder)
            {
                throw intruder;
            }
        }

        Now = end;
    }

    /// <summary>Begins an outage of a service that lasts for a given time, whatever the fault rates are.</summary>
    public void TakeAway(string service, TimeSpan span)
    {
        _outages[service] = Now + span;
        Note(service, () => $"has an outage of {span}");
    }

    /// <summary>Whether a service is away just now.</summary>
    public bool IsAway(string service)
    {
        if (_outages.TryGetValue(service, out var end) && Now < end)
        {
            return true;
        }

        if (Rates.Outage == 0)
        {
            return false;
        }

        if (!_awayUntil.TryGetValue(service, out var until) || Now > until + Dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(1)) / Rates.Outage)
        {
            until = Now + Dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(1));
            _awayUntil[service] = until;
            Note(service, () => $"is away for {(until - Now).TotalSeconds:0} s");
        }

        return Now < until;
    }

    /// <summary>Code that runs beside the simulation's thread would make histories that no seed can repeat: the run fails.</summary>
    public void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread && !CancelledDelay.HasTurnIn(this))
        {
            throw _intruder = new InvalidOperationException($"A call came from another thread than the simulation's: {Environment.StackTrace}");
        }
    }

    public void Note(string who, string what)
    {
        if (_keepsHistory)
        {
            History.Add(string.Create(CultureInfo.InvariantCulture, $"{(Now - Start).TotalSeconds,10:0.000} s  {who,-22} {what}"));
        }
    }

    /// <summary>As <see cref="Note(string,string)"/>; the text is only made where it is kept.</summary>
    public void Note(string who, Func<string> what)
    {
        if (_keepsHistory)
        {
            Note(who, what());
        }
    }

    public void Violate(string guarantee, string what)
    {
        Violations.Add($"{guarantee}: {what}");
        Note("VIOLATION", $"{guarantee}: {what}");
    }
}

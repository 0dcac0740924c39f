namespace Orders.Tests.Faults.World;

/// <summary>
/// A process of a function: an execution environment of Lambda. When it ends, nothing that it waited for ever comes back to it.
/// </summary>
internal sealed class Process(Universe universe, string name)
{
    private TimeSpan _clockOff = universe.Dice.Hits(universe.Rates.ClockOff) ? Off(universe) : TimeSpan.Zero;

    public string Name => name;

    public bool IsAlive { get; private set; } = true;

    /// <summary>Called once, when the process ends.</summary>
    public Action? Ended { get; set; }

    public TimeProvider Clock => field ??= new ProcessClock(universe, this);

    public DateTimeOffset Now => universe.Now + _clockOff;

    /// <summary>The clock is set: by NTP, or by a host that was away.</summary>
    public void JumpClock()
    {
        if (universe.Dice.Hits(universe.Rates.ClockOff / 10))
        {
            _clockOff = Off(universe);
            universe.Note(name, () => $"clock is {_clockOff.TotalSeconds:0} s off");
        }
    }

    public void End(string why)
    {
        if (IsAlive)
        {
            IsAlive = false;
            universe.Note(name, $"ends: {why}");
            Ended?.Invoke();
        }
    }

    private static TimeSpan Off(Universe universe) => universe.Dice.Between(TimeSpan.FromMinutes(-5), TimeSpan.FromMinutes(5));
}

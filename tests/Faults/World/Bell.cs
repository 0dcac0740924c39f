namespace Orders.Tests.Faults.World;

/// <summary>Wakes those who wait for work; without it a run would spend its hours on looking whether there is any.</summary>
internal sealed class Bell(Universe universe)
{
    private readonly List<Action> _waiting = [];

    /// <summary>Calls back once, a moment after the bell rings.</summary>
    public void Wait(Action action) => _waiting.Add(action);

    /// <summary>Rings at a time.</summary>
    public void RingAt(DateTimeOffset time) => universe.After(time - universe.Now, () =>
    {
        foreach (var action in _waiting)
        {
            universe.Between(1, 300, action);
        }

        _waiting.Clear();
    });
}

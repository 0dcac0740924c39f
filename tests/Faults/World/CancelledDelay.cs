namespace Orders.Tests.Faults.World;

/// <summary>
/// A delay that its deadline may cancel. .NET resumes whoever awaits a cancelled <see cref="Task.Delay(TimeSpan, TimeProvider)"/> on the
/// thread pool, beside the simulation's thread. This holds the pool's thread until the simulation gives it the turn, so that
/// everything still happens one after the other, in an order that the seed decides.
/// </summary>
/// <remarks>
/// The delay is an ambient value of the code that awaits it. The runtime reports when a thread takes up that code and when it leaves it.
/// </remarks>
internal sealed class CancelledDelay(Universe? universe)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // The value of simulated code that awaits no delay: null is all code outside the simulation.
    private static readonly CancelledDelay NoDelay = new(null);
    private static readonly AsyncLocal<CancelledDelay?> Awaited = new(OnContextChanged);

    [ThreadStatic]
    private static CancelledDelay? s_resumedHere;

    private readonly object _gate = new();
    private bool _hasTurn;
    private bool _hasEnded;

    /// <summary>Marks the calling code as simulated.</summary>
    public static void EnterSimulation() => Awaited.Value = NoDelay;

    /// <summary>Whether the calling code has the turn in a universe, on a thread of the pool.</summary>
    public static bool HasTurnIn(Universe universe) => s_resumedHere is { } delay && delay.BelongsTo(universe);

    /// <summary>Marks the calling code as the one that awaits a new delay.</summary>
    public static CancelledDelay BeginAwait(Universe universe) => Awaited.Value = new CancelledDelay(universe);

    /// <summary>Lets the code that awaited the delay run, and returns when it awaits something else or ends.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _hasTurn = true;
            Monitor.PulseAll(_gate);
            while (!_hasEnded)
            {
                if (!Monitor.Wait(_gate, Limit))
                {
                    throw new InvalidOperationException("Nothing on the thread pool resumed after a cancelled delay.");
                }
            }
        }
    }

    private static void OnContextChanged(AsyncLocalValueChangedArgs<CancelledDelay?> change)
    {
        if (change is { PreviousValue: null, CurrentValue: { } delay } && delay != NoDelay)
        {
            delay.WaitForTurn();
            s_resumedHere = delay;
        }
        else if (change.CurrentValue is null && s_resumedHere is { } ended)
        {
            s_resumedHere = null;
            ended.End();
        }
    }

    private bool BelongsTo(Universe other) => universe == other;

    private void WaitForTurn()
    {
        lock (_gate)
        {
            while (!_hasTurn)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            Monitor.PulseAll(_gate);
        }
    }
}

namespace Orders.Local.Mappings;

/// <summary>
/// Enables and disables a mapping (Lambda API Reference, UpdateEventSourceMapping). What was received before is still processed, so no message
/// loses a receive.
/// </summary>
public sealed class MappingSwitch(TimeProvider time)
{
    readonly Lock _lock = new();
    TaskCompletionSource? _disabled;
    int _turns;

    /// <summary>When it was last enabled or disabled.</summary>
    public DateTimeOffset LastModified { get; private set; } = time.GetUtcNow();

    /// <summary>The mapping's state, as Lambda names it: Enabled, Disabling until its last turn has ended, Disabled.</summary>
    public string State
    {
        get
        {
            lock (_lock)
            {
                return (_disabled, _turns) switch { (null, _) => "Enabled", (_, > 0) => "Disabling", _ => "Disabled" };
            }
        }
    }

    /// <summary>Enables or disables the mapping.</summary>
    public void Set(bool isEnabled)
    {
        lock (_lock)
        {
            if (isEnabled != _disabled is null)
            {
                LastModified = time.GetUtcNow();
                _disabled?.SetResult();
                _disabled = isEnabled ? null : new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Waits until the mapping is enabled, and begins a turn, which ends when the result is disposed.</summary>
    public async Task<IDisposable> BeginAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task enabled;
            lock (_lock)
            {
                if (_disabled is null)
                {
                    _turns++;
                    return new Turn(this);
                }

                enabled = _disabled.Task;
            }

            await enabled.WaitAsync(cancellation);
        }
    }

    sealed class Turn(MappingSwitch of) : IDisposable
    {
        public void Dispose()
        {
            lock (of._lock)
            {
                of._turns--;
            }
        }
    }
}

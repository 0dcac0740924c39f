using Orders.Local.Processes;
using Orders.Operations.Failures;

namespace Orders.Local.Lambda;

/// <summary>
/// One process of a function. It handles one invocation at a time. A process that misses its deadline, or crashes, is killed, and its
/// invocation fails in Lambda's words.
/// </summary>
sealed class FunctionInstance : IAsyncDisposable
{
    readonly IInstanceOwner _owner;
    readonly TimeProvider _time;
    readonly Lock _lock = new();
    TaskCompletionSource<Invocation?>? _waiting;
    ITimer? _deadlineTimer;
    ChildProcess? _process;
    byte[]? _initError;
    bool _ended;

    public FunctionInstance(IInstanceOwner owner, RuntimeSlot slot, TimeProvider time)
    {
        _owner = owner;
        _time = time;
        Slot = slot;
        slot.Instance = this;
    }

    public RuntimeSlot Slot { get; }

    public FunctionDefinition Function => _owner.Function;

    /// <summary>The current invocation; null if idle.</summary>
    public Invocation? Current { get; private set; }

    /// <summary>The deadline of the current invocation.</summary>
    public DateTimeOffset Deadline { get; private set; }

    /// <summary>The process id; null before the start.</summary>
    public int? Pid => _process?.Pid;

    /// <summary>Whether it has asked for its first event.</summary>
    public bool Initialized { get; private set; }

    /// <summary>Starts the process, and waits for its end.</summary>
    public async Task RunAsync(ChildProcessStart start)
    {
        var status = 0;
        await using var initTimer = _time.CreateTimer(_ => TimeOutInit(), null, Function.InitTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            await using var process = await ChildProcess.StartAsync(start, _time);
            _process = process;
            if (_ended)
            {
                process.Kill();
            }

            status = await process.Completion;
        }
        catch (CommandException e)
        {
            _initError = FunctionErrors.CannotStart("", e.Message);
        }

        End(status);
    }

    /// <summary>Handles GET /next: completes with the next invocation; null if the process is to end.</summary>
    public Task<Invocation?> NextAsync()
    {
        var waiting = new TaskCompletionSource<Invocation?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_ended)
            {
                return Task.FromResult<Invocation?>(null);
            }

            _waiting = waiting;
            Initialized = true;
            if (Function.IsFrozenWhenIdle)
            {
                _process?.Suspend();
            }
        }

        _owner.Ready(this);
        return waiting.Task;
    }

    /// <summary>Assigns an invocation; false if the process has ended in the meantime.</summary>
    public bool Assign(Invocation invocation)
    {
        TaskCompletionSource<Invocation?> waiting;
        lock (_lock)
        {
            if (_ended || _waiting is null)
            {
                return false;
            }

            waiting = _waiting;
            _waiting = null;
            if (Function.IsFrozenWhenIdle)
            {
                _process?.Resume();
            }

            Current = invocation;
            invocation.StartedAt = _time.GetTimestamp();
            Deadline = _time.GetUtcNow() + Function.Timeout;
            _deadlineTimer = _time.CreateTimer(_ => TimeOut(invocation), null, Function.Timeout, Timeout.InfiniteTimeSpan);
        }

        waiting.SetResult(invocation);
        return true;
    }

    /// <summary>Handles the function's answer; false if there is no such invocation, as after a timeout.</summary>
    public bool Complete(string requestId, Func<Invocation, bool> complete)
    {
        Invocation current;
        lock (_lock)
        {
            if (Current is null || Current.RequestId != requestId)
            {
                return false;
            }

            current = Current;
            Current = null;
            _deadlineTimer?.Dispose();
        }

        return complete(current);
    }

    /// <summary>Handles init/error: the first invocation fails with it.</summary>
    public void FailInit(byte[] error) => _initError = error;

    /// <summary>Ends the process.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            _ended = true;
            _waiting?.TrySetResult(null);
        }

        _process?.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        if (_process is { } process)
        {
            await process.Completion;
        }
    }

    void TimeOut(Invocation invocation)
    {
        if (Complete(invocation.RequestId, i => i.Fail(FunctionErrors.TimedOut(i.RequestId, Function.Timeout))))
        {
            Kill();
        }
    }

    void TimeOutInit()
    {
        if (!Initialized)
        {
            _initError = FunctionErrors.TimedOut("init", Function.InitTimeout);
            Kill();
        }
    }

    void End(int status)
    {
        Invocation? current;
        lock (_lock)
        {
            _ended = true;
            _waiting?.TrySetResult(null);
            _deadlineTimer?.Dispose();
            current = Current;
            Current = null;
        }

        current?.Fail(FunctionErrors.Exited(current.RequestId, status));
        _owner.Ended(this, id => _initError ?? FunctionErrors.Exited(id, status));
    }
}

using Orders.Local.Processes;
using Orders.Local.Resources;

namespace Orders.Local.Lambda;

/// <summary>
/// A function and its instances: started on demand if none is idle, one invocation at a time each, throttled beyond the function's
/// concurrency.
/// </summary>
public sealed class LocalFunction : IFunctionInvoker, IInstanceOwner, IAsyncDisposable
{
    readonly LocalEndpoints _endpoints;
    readonly FunctionLog _log;
    readonly FunctionMetrics _metrics;
    readonly TimeProvider _time;
    readonly Lock _lock = new();
    readonly Queue<Invocation> _queue = new();
    readonly Stack<FunctionInstance> _idle = new();
    readonly Dictionary<FunctionInstance, Task> _instances = [];
    readonly Stack<RuntimeSlot> _freeSlots;
    int _running;
    int _started;
    bool _stopped;

    internal LocalFunction(
        FunctionDefinition function, LocalEndpoints endpoints, IEnumerable<RuntimeSlot> slots, FunctionLog log, FunctionMetrics metrics, TimeProvider time)
    {
        Function = function;
        _endpoints = endpoints;
        _log = log;
        _metrics = metrics;
        _time = time;
        CreatedAt = time.GetUtcNow();
        _freeSlots = new Stack<RuntimeSlot>(slots);
    }

    /// <summary>The function's definition.</summary>
    public FunctionDefinition Function { get; }

    /// <summary>When it was defined.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <inheritdoc/>
    public string FunctionArn => Function.Arn(_endpoints.Region);

    /// <summary>The process ids of its instances.</summary>
    public IReadOnlyList<int> InstancePids
    {
        get
        {
            lock (_lock)
            {
                return [.. _instances.Keys.Select(static i => i.Pid).OfType<int>()];
            }
        }
    }

    /// <summary>The results of its invocations.</summary>
    public InvocationCounters Counters { get; } = new();

    /// <inheritdoc/>
    public async Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, InvocationOptions? options = null)
    {
        var invocation = new Invocation(payload, options ?? new InvocationOptions());
        var log = invocation.Options.WithLogTail ? _log.Follow() : null;
        if (invocation.Options.IteratorAge is { } age)
        {
            _metrics.CountIteratorAge(age);
        }

        if (!Admit(invocation))
        {
            return Count(new InvocationResult(InvocationStatus.Throttled, invocation.RequestId, default), invocation);
        }

        try
        {
            var result = Count(await invocation.Result, invocation);
            return log is null ? result : result with { LogTail = await log.TailAsync(_time) };
        }
        finally
        {
            lock (_lock)
            {
                _running--;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Task> ends;
        lock (_lock)
        {
            _stopped = true;
            ends = [.. _instances.Values];
            foreach (var instance in _instances.Keys)
            {
                instance.Kill();
            }

            while (_queue.TryDequeue(out var waiting))
            {
                waiting.Fail(FunctionErrors.CannotStart(waiting.RequestId, "the local Lambda service is stopping"));
            }
        }

        await Task.WhenAll(ends);
        await _log.DisposeAsync();
    }

    FunctionDefinition IInstanceOwner.Function => Function;

    void IInstanceOwner.Ready(FunctionInstance instance)
    {
        lock (_lock)
        {
            if (!_queue.TryDequeue(out var waiting))
            {
                _idle.Push(instance);
            }
            else if (!instance.Assign(waiting))
            {
                _queue.Enqueue(waiting);
            }
        }
    }

    void IInstanceOwner.Ended(FunctionInstance instance, Func<string, byte[]> initError)
    {
        lock (_lock)
        {
            _instances.Remove(instance);
            instance.Slot.Instance = null;
            _freeSlots.Push(instance.Slot);
            if (!instance.Initialized && _queue.TryDequeue(out var first))
            {
                first.Fail(initError(first.RequestId));
            }

            StartWhereNeeded();
        }
    }

    InvocationResult Count(InvocationResult result, Invocation invocation)
    {
        _metrics.Count(result, invocation.StartedAt is { } started ? _time.GetElapsedTime(started) : null);
        return Counters.Count(result);
    }

    bool Admit(Invocation invocation)
    {
        lock (_lock)
        {
            if (_stopped || _running >= Function.Concurrency)
            {
                return false;
            }

            _running++;
            while (_idle.TryPop(out var instance))
            {
                if (instance.Assign(invocation))
                {
                    return true;
                }
            }

            _queue.Enqueue(invocation);
            StartWhereNeeded();
            return true;
        }
    }

    void StartWhereNeeded()
    {
        var starting = _instances.Keys.Count(static i => !i.Initialized);
        while (!_stopped && starting < _queue.Count && _instances.Count < Function.LocalInstances && _freeSlots.TryPop(out var slot))
        {
            var instance = new FunctionInstance(this, slot, _time);
            _instances[instance] = Task.Run(() => instance.RunAsync(Start(slot, ++_started)));
            starting++;
        }
    }

    ChildProcessStart Start(RuntimeSlot slot, int number) => new()
    {
        Name = Function.Name,
        Command = Function.Command,
        Environment = InstanceEnvironment.For(Function, _endpoints, slot.Port, $"local/{number}"),
        OnLine = _log.Write,
    };
}

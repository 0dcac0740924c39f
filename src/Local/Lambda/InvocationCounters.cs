namespace Orders.Local.Lambda;

/// <summary>The results of a function's invocations, counted like CloudWatch's metrics of the same names.</summary>
public sealed class InvocationCounters
{
    long _invocations;
    long _errors;
    long _throttles;

    /// <summary>Invocations that ran.</summary>
    public long Invocations => Interlocked.Read(ref _invocations);

    /// <summary>Invocations that ended with a function error.</summary>
    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>Throttled invocations.</summary>
    public long Throttles => Interlocked.Read(ref _throttles);

    internal InvocationResult Count(InvocationResult result)
    {
        if (result.Status == InvocationStatus.Throttled)
        {
            Interlocked.Increment(ref _throttles);
            return result;
        }

        Interlocked.Increment(ref _invocations);
        if (result.Status == InvocationStatus.FunctionError)
        {
            Interlocked.Increment(ref _errors);
        }

        return result;
    }
}

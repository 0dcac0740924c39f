namespace Orders.Local.Faults;

/// <summary>The faults of one call to a service.</summary>
public enum FaultKind
{
    /// <summary>The answer is delayed, but in time.</summary>
    Slow,

    /// <summary>The caller times out; the service never received the call.</summary>
    TimeoutBefore,

    /// <summary>The caller times out; the service executed the call.</summary>
    TimeoutAfter,

    /// <summary>The caller times out; after that the service receives and executes the call.</summary>
    TimeoutThenEffect,

    /// <summary>The connection is reset; the service never received the call.</summary>
    ResetBefore,

    /// <summary>The connection is reset; the service executed the call.</summary>
    ResetAfter,

    /// <summary>The service answers 500, and executed nothing.</summary>
    InternalError,

    /// <summary>A load balancer answers 503 for the service, in its own format.</summary>
    Unavailable,

    /// <summary>The service throttles the call, and executed nothing.</summary>
    Throttled,

    /// <summary>Some entries of a batch fail and are not executed; the others are.</summary>
    EntriesFailed,

    /// <summary>The service executed the call; its answer is cut off.</summary>
    CutOff,
}

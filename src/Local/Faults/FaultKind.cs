namespace Orders.Local.Faults;

/// <summary>What can go wrong with one call to a service.</summary>
public enum FaultKind
{
    /// <summary>The answer comes late, but in time.</summary>
    Slow,

    /// <summary>No answer comes until the caller gives up; the service never had the call.</summary>
    TimeoutBefore,

    /// <summary>No answer comes until the caller gives up; the service has done what it was asked.</summary>
    TimeoutAfter,

    /// <summary>No answer comes until the caller gives up; only then the service has the call, and does what it was asked.</summary>
    TimeoutThenEffect,

    /// <summary>The connection ends; the service never had the call.</summary>
    ResetBefore,

    /// <summary>The connection ends; the service has done what it was asked.</summary>
    ResetAfter,

    /// <summary>The service answers 500, and has done nothing.</summary>
    InternalError,

    /// <summary>A load balancer answers 503 for the service, in its own words.</summary>
    Unavailable,

    /// <summary>The service asks for fewer requests, and has done nothing.</summary>
    Throttled,

    /// <summary>Some entries of a batch fail, and are not done; the others are.</summary>
    EntriesFailed,

    /// <summary>The service has done what it was asked; its answer breaks off half-way.</summary>
    CutOff,
}

namespace Orders.Resilience;

/// <summary>How far one attempt at a batch came. A batch whose entries failed in part is tried again with those that are left.</summary>
public enum BatchProgress
{
    /// <summary>Every entry has its final result.</summary>
    Done,

    /// <summary>Some entries failed for a reason that passes.</summary>
    SomeLeft,
}

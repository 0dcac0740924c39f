namespace Orders.Resilience;

/// <summary>The result of one attempt at a batch. If some entries failed, the batch is retried with those.</summary>
public enum BatchProgress
{
    /// <summary>Every entry has its final result.</summary>
    Done,

    /// <summary>Some entries failed for a transient cause.</summary>
    SomeLeft,
}

namespace Orders.Local.Mappings;

/// <summary>The results of an event source mapping's records.</summary>
public sealed class MappingCounters
{
    long _polled;
    long _succeeded;
    long _failed;
    long _discarded;

    /// <summary>Records read from the source, repeats included.</summary>
    public long Polled => Interlocked.Read(ref _polled);

    /// <summary>Records that the function has processed.</summary>
    public long Succeeded => Interlocked.Read(ref _succeeded);

    /// <summary>Records that are retried, counted each time.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Records that were discarded and, if there is an on-failure destination, reported to it.</summary>
    public long Discarded => Interlocked.Read(ref _discarded);

    internal void AddPolled(int records) => Interlocked.Add(ref _polled, records);

    internal void AddSucceeded(int records) => Interlocked.Add(ref _succeeded, records);

    internal void AddFailed(int records) => Interlocked.Add(ref _failed, records);

    internal void AddDiscarded(int records) => Interlocked.Add(ref _discarded, records);
}

namespace Orders.Local.Mappings;

/// <summary>What an event source mapping has done with its records.</summary>
public sealed class MappingCounters
{
    long _polled;
    long _succeeded;
    long _failed;
    long _discarded;

    /// <summary>Records read from the source, each repeat included.</summary>
    public long Polled => Interlocked.Read(ref _polled);

    /// <summary>Records that the function has done with.</summary>
    public long Succeeded => Interlocked.Read(ref _succeeded);

    /// <summary>Records that come again, each time counted.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Records given up and, where there is one, reported to the on-failure destination.</summary>
    public long Discarded => Interlocked.Read(ref _discarded);

    internal void AddPolled(int records) => Interlocked.Add(ref _polled, records);

    internal void AddSucceeded(int records) => Interlocked.Add(ref _succeeded, records);

    internal void AddFailed(int records) => Interlocked.Add(ref _failed, records);

    internal void AddDiscarded(int records) => Interlocked.Add(ref _discarded, records);
}

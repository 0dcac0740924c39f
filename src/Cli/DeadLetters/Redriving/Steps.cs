namespace Orders.Cli.DeadLetters.Redriving;

/// <summary>In which portions messages are sent.</summary>
internal static class Steps
{
    /// <summary>The steps of a ramp: 1, 5, 50, 500, … messages, the last with what is left.</summary>
    public static IEnumerable<IReadOnlyList<PlannedRedrive>> Ramp(IReadOnlyList<PlannedRedrive> entries)
    {
        var size = 1;
        for (var at = 0; at < entries.Count;)
        {
            var step = entries.Skip(at).Take(size).ToList();
            yield return step;
            at += step.Count;
            size = size == 1 ? 5 : Math.Min(size * 10, entries.Count);
        }
    }

    /// <summary>
    /// Waves of messages that may be sent side by side. On a FIFO queue the n-th has the n-th message of each group: an entry that is
    /// sent again must not come behind its successor.
    /// </summary>
    public static IEnumerable<IReadOnlyList<PlannedRedrive>> Waves(IReadOnlyList<PlannedRedrive> entries, bool isFifo) => isFifo
        ? entries
            .GroupBy(static entry => entry.Letter.Message.GroupId)
            .SelectMany(static group => group.OrderBy(static entry => entry.Letter.SequenceNumber).Select(static (entry, place) => (entry, place)))
            .GroupBy(static placed => placed.place, static placed => placed.entry)
            .OrderBy(static wave => wave.Key)
            .Select(static wave => wave.ToList())
        : [entries];
}

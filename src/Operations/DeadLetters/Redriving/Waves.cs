namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>Waves of messages that may be sent concurrently to a FIFO queue.</summary>
internal static class Waves
{
    /// <summary>
    /// Returns waves; the n-th has the n-th message of each group. Within one request, an entry that SQS refuses and that is sent again would
    /// come behind its successor.
    /// </summary>
    public static IEnumerable<IReadOnlyList<T>> Of<T>(IEnumerable<T> messages, Func<T, string?> group) => messages
        .GroupBy(group)
        .SelectMany(static messages => messages.Select(static (message, place) => (message, place)))
        .GroupBy(static placed => placed.place, static placed => placed.message)
        .OrderBy(static wave => wave.Key)
        .Select(static wave => wave.ToList());
}

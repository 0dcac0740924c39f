namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The steps of a ramped redrive: 1, 5, 50, 500, … messages.</summary>
internal static class Ramp
{
    /// <summary>Returns the steps; the last one has the rest.</summary>
    /// <param name="entries">The messages to send.</param>
    /// <param name="before">The number of messages in earlier steps of the same ramp.</param>
    public static IEnumerable<IReadOnlyList<PlannedRedrive>> Steps(IReadOnlyList<PlannedRedrive> entries, int before)
    {
        // The ends of the steps, counted from the ramp's first message: 1, 6, 56, 556, …
        var (size, end) = (1L, 1L);
        for (var at = 0; at < entries.Count;)
        {
            while (end <= before + at)
            {
                size = size == 1 ? 5 : size * 10;
                end += size;
            }

            var step = entries.Skip(at).Take((int)Math.Min(end - before - at, entries.Count)).ToList();
            yield return step;
            at += step.Count;
        }
    }
}

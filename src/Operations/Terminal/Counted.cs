namespace Orders.Operations.Terminal;

/// <summary>Counts for sentences.</summary>
internal static class Counted
{
    /// <summary>Returns a number and its noun: "1 message", "2 messages".</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The singular.</param>
    /// <param name="many">The plural; null adds an s to the singular.</param>
    public static string Of(long count, string one, string? many = null) => $"{count:N0} {(count == 1 ? one : many ?? $"{one}s")}";
}

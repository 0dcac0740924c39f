namespace Orders.Operations.Terminal;

/// <summary>Counts in sentences.</summary>
internal static class Counted
{
    /// <summary>A number and the words that go with it: "1 message", "2 messages".</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The words for one.</param>
    /// <param name="many">The words for any other number; null for those of one with an s.</param>
    public static string Of(long count, string one, string? many = null) => $"{count:N0} {(count == 1 ? one : many ?? $"{one}s")}";
}

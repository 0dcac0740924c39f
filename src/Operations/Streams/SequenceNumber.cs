namespace Orders.Operations.Streams;

/// <summary>Sequence numbers of a stream: up to forty digits, more than any integer type has.</summary>
internal static class SequenceNumber
{
    /// <summary>Whether the text is a sequence number.</summary>
    public static bool IsValid(string text) => text.Length is > 0 and <= 40 && text.All(char.IsAsciiDigit);

    /// <summary>Compares two sequence numbers.</summary>
    public static int Compare(string one, string other)
    {
        var (left, right) = (one.TrimStart('0'), other.TrimStart('0'));
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);
    }
}

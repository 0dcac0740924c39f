using Orders.Operations.WebConsole.Http;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>How recent the result of a read must be.</summary>
internal enum LetterRead
{
    /// <summary>Any result will do: a page sorts, searches or opens a message.</summary>
    Kept,

    /// <summary>A page shows an order, or messages were moved.</summary>
    Recent,

    /// <summary>An operator opened the queue, or asked for a new read.</summary>
    New,

    /// <summary>An operator asked for every message, however many there are.</summary>
    All,
}

/// <summary>Reads and applies <see cref="LetterRead"/>.</summary>
internal static class LetterReads
{
    private static readonly TimeSpan RecentFor = TimeSpan.FromMinutes(1);

    // Two pages may ask at the same time.
    private static readonly TimeSpan NewFor = TimeSpan.FromSeconds(1);

    /// <summary>Reads the parameter <c>read</c>.</summary>
    /// <exception cref="RefusedException">It has another value.</exception>
    public static LetterRead Of(RequestParameters query) => query.OneOf("read", ["recent", "new", "all"]) switch
    {
        "recent" => LetterRead.Recent,
        "new" => LetterRead.New,
        "all" => LetterRead.All,
        _ => LetterRead.Kept,
    };

    /// <summary>Whether a kept result is recent enough.</summary>
    public static bool Accepts(this LetterRead read, Look kept, DateTimeOffset now) => read switch
    {
        LetterRead.Kept => true,
        LetterRead.Recent => now - kept.At < RecentFor,
        LetterRead.New => now - kept.At < NewFor,
        _ => kept.IsComplete && now - kept.At < NewFor,
    };
}

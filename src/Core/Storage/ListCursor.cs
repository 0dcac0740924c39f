using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Orders.Model;

namespace Orders.Storage;

/// <summary>
/// A place in a listing, which is sorted by age and, among orders of one millisecond, by a digest of their ids. The digest,
/// and not the id, goes into the cursor: the place may be that of an order that its reader may not know.
/// </summary>
/// <param name="CreatedAt">The age.</param>
/// <param name="Tie">The digest.</param>
public readonly record struct ListCursor(DateTimeOffset CreatedAt, ulong Tie) : IComparable<ListCursor>
{
    private const int Size = sizeof(long) + sizeof(ulong);

    /// <summary>The place of an order.</summary>
    public static ListCursor Of(OrderId id, DateTimeOffset createdAt)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return new ListCursor(createdAt, BinaryPrimitives.ReadUInt64BigEndian(digest));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ListCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (text is null || !Base64Url.IsValid(text, out var length) || length != Size || !Base64Url.TryDecodeFromChars(text, bytes, out _))
        {
            return false;
        }

        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        cursor = new ListCursor(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(long)..]));
        return true;
    }

    /// <summary>An opaque text for the caller to send back.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, CreatedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(long)..], Tie);
        return Base64Url.EncodeToString(bytes);
    }

    /// <inheritdoc/>
    public int CompareTo(ListCursor other) => (CreatedAt, Tie).CompareTo((other.CreatedAt, other.Tie));

    /// <summary>Whether the left place comes first.</summary>
    public static bool operator <(ListCursor left, ListCursor right) => left.CompareTo(right) < 0;

    /// <summary>Whether the right place comes first.</summary>
    public static bool operator >(ListCursor left, ListCursor right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place comes first, or both are one.</summary>
    public static bool operator <=(ListCursor left, ListCursor right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the right place comes first, or both are one.</summary>
    public static bool operator >=(ListCursor left, ListCursor right) => left.CompareTo(right) >= 0;
}

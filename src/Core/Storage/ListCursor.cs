using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Orders.Model;

namespace Orders.Storage;

/// <summary>
/// A position in a listing. Rows are sorted as in the index, by the text of <c>created_at</c>, and equal texts by a digest of their ids. It is
/// a text and not a time, because a row written outside the pipeline may have any text, and must neither stop the listing nor be lost from it.
/// The cursor contains the digest and not the id, because its reader may not be allowed to see that order's id.
/// </summary>
/// <param name="CreatedAt">The text; never empty, because no key is.</param>
/// <param name="Tie">The digest.</param>
public readonly record struct ListCursor(string CreatedAt, ulong Tie) : IComparable<ListCursor>
{
    // Older cursors, which contained a time, began with a zero.
    private const byte Label = 2;

    // The maximum range key (DynamoDB Developer Guide, "Service, account, and table quotas").
    private const int KeyBytesMax = 1024;

    private const int TextStart = 1 + sizeof(ulong);

    /// <summary>Returns the position before all orders of a time.</summary>
    public static ListCursor At(DateTimeOffset createdAt) => new(Timestamp.Format(createdAt), 0);

    /// <summary>Returns the position of a row.</summary>
    public static ListCursor Of(string orderId, string createdAt)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(orderId), digest);
        return new ListCursor(createdAt, BinaryPrimitives.ReadUInt64BigEndian(digest));
    }

    /// <summary>Reads the text that <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ListCursor cursor)
    {
        cursor = default;
        if (text is null || !Base64Url.IsValid(text, out var length) || length is <= TextStart or > TextStart + KeyBytesMax)
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes[0] != Label || !Utf8.IsValid(bytes.AsSpan(TextStart)))
        {
            return false;
        }

        cursor = new ListCursor(Encoding.UTF8.GetString(bytes.AsSpan(TextStart)), BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(1)));
        return true;
    }

    /// <summary>Returns an opaque text for the caller to send back.</summary>
    public override string ToString()
    {
        var bytes = new byte[TextStart + Encoding.UTF8.GetByteCount(CreatedAt)];
        bytes[0] = Label;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), Tie);
        Encoding.UTF8.GetBytes(CreatedAt, bytes.AsSpan(TextStart));
        return Base64Url.EncodeToString(bytes);
    }

    /// <inheritdoc/>
    public int CompareTo(ListCursor other) => CompareKeys(CreatedAt, other.CreatedAt) is var order and not 0 ? order : Tie.CompareTo(other.Tie);

    /// <summary>Whether the left position comes first.</summary>
    public static bool operator <(ListCursor left, ListCursor right) => left.CompareTo(right) < 0;

    /// <summary>Whether the right position comes first.</summary>
    public static bool operator >(ListCursor left, ListCursor right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left position comes first, or both are equal.</summary>
    public static bool operator <=(ListCursor left, ListCursor right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the right position comes first, or both are equal.</summary>
    public static bool operator >=(ListCursor left, ListCursor right) => left.CompareTo(right) >= 0;

    // DynamoDB sorts texts by their UTF-8 bytes, in which surrogate pairs come after all other characters.
    private static int CompareKeys(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length.CompareTo(right.Length)
            : (char.IsSurrogate(left[same]), left[same]).CompareTo((char.IsSurrogate(right[same]), right[same]));
    }
}

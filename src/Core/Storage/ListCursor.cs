using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Orders.Model;

namespace Orders.Storage;

/// <summary>
/// A place in a listing, which is sorted as the index is, by the text of <c>created_at</c>, and among rows of one text by a digest of their
/// ids. Text and not time: a row that was written past the pipeline may hold any text, and must neither stop the listing nor be lost from it. The
/// digest, and not the id, goes into the cursor: the place may be that of an order that its reader may not know.
/// </summary>
/// <param name="CreatedAt">The text; never empty, as no key is.</param>
/// <param name="Tie">The digest.</param>
public readonly record struct ListCursor(string CreatedAt, ulong Tie) : IComparable<ListCursor>
{
    // Cursors that held a time began with a zero.
    private const byte Label = 2;

    // The longest range key (DynamoDB Developer Guide, "Service, account, and table quotas").
    private const int KeyBytesMax = 1024;

    private const int TextStart = 1 + sizeof(ulong);

    /// <summary>The place before all orders of a time.</summary>
    public static ListCursor At(DateTimeOffset createdAt) => new(Timestamp.Format(createdAt), 0);

    /// <summary>The place of a row.</summary>
    public static ListCursor Of(string orderId, string createdAt)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(orderId), digest);
        return new ListCursor(createdAt, BinaryPrimitives.ReadUInt64BigEndian(digest));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
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

    /// <summary>An opaque text for the caller to send back.</summary>
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

    /// <summary>Whether the left place comes first.</summary>
    public static bool operator <(ListCursor left, ListCursor right) => left.CompareTo(right) < 0;

    /// <summary>Whether the right place comes first.</summary>
    public static bool operator >(ListCursor left, ListCursor right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place comes first, or both are one.</summary>
    public static bool operator <=(ListCursor left, ListCursor right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the right place comes first, or both are one.</summary>
    public static bool operator >=(ListCursor left, ListCursor right) => left.CompareTo(right) >= 0;

    // DynamoDB sorts texts by their UTF-8 bytes, in which a character of two UTF-16 units comes after all others.
    private static int CompareKeys(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length.CompareTo(right.Length)
            : (char.IsSurrogate(left[same]), left[same]).CompareTo((char.IsSurrogate(right[same]), right[same]));
    }
}

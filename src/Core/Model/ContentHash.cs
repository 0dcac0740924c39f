using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Orders.Model;

/// <summary>
/// A digest of an order's content in canonical form: equal for the same fields however their JSON was written (order of keys,
/// white space, escapes, a default given or left out), different otherwise. Owner, key and time are no part of it.
/// </summary>
/// <param name="Value">43 characters of unpadded base64url.</param>
public readonly record struct ContentHash(string Value)
{
    private static readonly byte[] Label = "orders/content/v1"u8.ToArray();

    /// <summary>The digest of <paramref name="content"/>: SHA-256 over a version label and its length-prefixed fields, metadata in ordinal order of keys.</summary>
    public static ContentHash Of(OrderContent content)
    {
        var buffer = ScratchBuffer.Take();
        buffer.Write(Label);
        Append(buffer, content.Item);
        AppendInt(buffer, content.Quantity);
        Append(buffer, content.CustomerName);
        Append(buffer, content.CustomerEmail);
        AppendInt(buffer, content.Metadata.Count);
        KeyValuePair<string, string>[] metadata = [.. content.Metadata];
        Array.Sort(metadata, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        foreach (var (key, value) in metadata)
        {
            Append(buffer, key);
            Append(buffer, value);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, digest);
        ScratchBuffer.Return(buffer);
        return new ContentHash(Base64Url.EncodeToString(digest));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static void Append(ArrayBufferWriter<byte> buffer, string? text)
    {
        // A missing text has length -1, so it differs from an empty one.
        AppendInt(buffer, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, buffer);
    }

    private static void AppendInt(ArrayBufferWriter<byte> buffer, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), value);
        buffer.Advance(sizeof(int));
    }
}

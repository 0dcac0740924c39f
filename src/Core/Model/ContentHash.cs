using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Orders.Model;

/// <summary>
/// A digest of an order's content in canonical form. It is equal for equal fields however their JSON is written (order of keys, white space,
/// escapes, a default given or left out), and different otherwise. It does not cover owner, key and time.
/// </summary>
/// <param name="Value">43 characters of unpadded base64url.</param>
public readonly record struct ContentHash(string Value)
{
    // Must never change, even if the project or a field is renamed: every row's hash starts with it.
    private static readonly byte[] Label = "orders/content/v1"u8.ToArray();

    /// <summary>Returns the digest of <paramref name="content"/>: SHA-256 over a version label and its length-prefixed fields, pairs in ordinal order
    /// of keys.</summary>
    public static ContentHash Of(OrderContent content) => Of(content, ContentFields.All.AsSpan());

    internal static ContentHash Of(OrderContent content, ReadOnlySpan<ContentField> fields)
    {
        var buffer = ScratchBuffer.Take();
        buffer.Write(Label);
        foreach (var field in fields)
        {
            Append(buffer, field, content);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, digest);
        ScratchBuffer.Return(buffer);
        return new ContentHash(Base64Url.EncodeToString(digest));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static void Append(ArrayBufferWriter<byte> buffer, ContentField field, OrderContent content)
    {
        if (field.IsLaterAddition)
        {
            if (!field.HasValue(content))
            {
                return;
            }

            Append(buffer, field.Name);
        }

        switch (field)
        {
            case TextField text:
                Append(buffer, text.Get(content));
                break;
            case NumberField number:
                AppendInt(buffer, number.Get(content));
                break;
            case PairsField pairs:
                Append(buffer, pairs.Get(content));
                break;
        }
    }

    private static void Append(ArrayBufferWriter<byte> buffer, IReadOnlyDictionary<string, string> pairs)
    {
        AppendInt(buffer, pairs.Count);
        foreach (var (key, value) in pairs.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            Append(buffer, key);
            Append(buffer, value);
        }
    }

    private static void Append(ArrayBufferWriter<byte> buffer, string? text)
    {
        // A missing text has length -1, so that it differs from an empty one.
        AppendInt(buffer, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, buffer);
    }

    private static void AppendInt(ArrayBufferWriter<byte> buffer, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), value);
        buffer.Advance(sizeof(int));
    }
}

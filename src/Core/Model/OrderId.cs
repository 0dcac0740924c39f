using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Orders.Model;

/// <summary>Fills a buffer with random bytes. Production passes <see cref="RandomNumberGenerator.Fill(Span{byte})"/>, tests a seeded source.</summary>
/// <param name="destination">The buffer, which is filled completely.</param>
public delegate void RandomBytes(Span<byte> destination);

/// <summary>An order's id: a UUID (RFC 9562), written in lower case with dashes.</summary>
/// <param name="Value">The UUID.</param>
public readonly record struct OrderId(Guid Value)
{
    // A version label, so that a later derivation rule can never produce the same ids. It must never change, not even if the project is renamed:
    // every idempotency key would name another order.
    private static readonly byte[] Label = "orders/order-id/v1"u8.ToArray();

    /// <summary>Returns the id of the order with <paramref name="key"/> within <paramref name="scope"/>: the same for every retry, without a
    /// read.</summary>
    /// <param name="scope">The key's owner. Two scopes never share an id, whatever their keys are: both parts are length-prefixed.</param>
    /// <param name="key">The idempotency key.</param>
    /// <returns>A UUIDv8 made from a SHA-256 digest.</returns>
    public static OrderId FromKey(string scope, string key)
    {
        var size = Label.Length + 2 * sizeof(int) + Encoding.UTF8.GetByteCount(scope) + Encoding.UTF8.GetByteCount(key);
        Span<byte> input = size <= 1024 ? stackalloc byte[size] : new byte[size];
        Label.CopyTo(input);
        var at = Append(input, Label.Length, scope);
        Append(input, at, key);

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return FromBytes(digest[..16], version: 8);
    }

    /// <summary>Creates an id for an order without a key: a UUIDv7, so that ids sort by creation time.</summary>
    /// <param name="now">The creation time; its milliseconds are kept.</param>
    /// <param name="random">The source of 74 random bits.</param>
    public static OrderId Create(DateTimeOffset now, RandomBytes random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random(bytes[6..]);
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, now.ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes);
        return FromBytes(bytes, version: 7);
    }

    /// <summary>Reads a UUID in its 36-character form, in upper or lower case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OrderId id)
    {
        // Guid's parser accepts white space around the UUID.
        Guid value = default;
        var parsed = text is { Length: 36 } && Guid.TryParseExact(text, "D", out value);
        id = new OrderId(value);
        return parsed;
    }

    /// <summary>Whether this is the id of an order without a key that was created within <paramref name="span"/> of <paramref name="now"/>, before or
    /// after.</summary>
    public bool WasMadeWithin(TimeSpan span, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Value.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
        return Value.Version == 7 && Math.Abs(now.ToUnixTimeMilliseconds() - milliseconds) <= span.TotalMilliseconds;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");

    private static OrderId FromBytes(Span<byte> bytes, int version)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new OrderId(new Guid(bytes, bigEndian: true));
    }

    private static int Append(Span<byte> input, int at, string part)
    {
        var length = Encoding.UTF8.GetBytes(part, input[(at + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(input[at..], length);
        return at + sizeof(int) + length;
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Orders.Operations.WebConsole.Http;

/// <summary>A secret of 256 random bits. It is compared by digest in constant time, so that timing reveals neither its length nor its
/// start.</summary>
internal sealed class AccessKey
{
    private const int Bytes = 32;
    private readonly byte[] _digest;

    /// <param name="fill">Fills a buffer with secure random bytes.</param>
    public AccessKey(Action<Span<byte>> fill)
    {
        Span<byte> secret = stackalloc byte[Bytes];
        fill(secret);
        Text = Base64Url.EncodeToString(secret);
        _digest = Digest(Text);
    }

    /// <summary>The secret in characters that need no escaping in a URL.</summary>
    public string Text { get; }

    /// <summary>Whether the text is the secret.</summary>
    public bool Is(string? text) => text is not null && CryptographicOperations.FixedTimeEquals(Digest(text), _digest);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

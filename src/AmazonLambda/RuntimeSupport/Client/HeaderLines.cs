using System.Buffers.Text;
using System.Net;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>The lines of an HTTP/1.1 answer's head, one after another, in the received bytes.</summary>
internal ref struct HeaderLines
{
    private ReadOnlySpan<byte> _rest;

    /// <param name="head">The status line, the headers and the empty line after them.</param>
    /// <exception cref="IOException">The bytes are not the head of an answer.</exception>
    public HeaderLines(ReadOnlySpan<byte> head)
    {
        const int StatusStart = 9;
        Status = head.StartsWith("HTTP/1."u8) && head.Length > StatusStart && Utf8Parser.TryParse(head[StatusStart..], out int status, out var digits) && digits == 3
            ? (HttpStatusCode)status
            : throw new IOException("The Runtime API's answer is not HTTP/1.1.");
        _rest = head[(head.IndexOf("\r\n"u8) + 2)..];
    }

    public HttpStatusCode Status { get; }

    public HeaderLine Current { get; private set; }

    public readonly HeaderLines GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_rest.IndexOf("\r\n"u8) is > 0 and var end)
        {
            var line = _rest[..end];
            _rest = _rest[(end + 2)..];
            if (line.IndexOf((byte)':') is > 0 and var colon)
            {
                Current = new HeaderLine(line[..colon], line[(colon + 1)..].Trim(" \t"u8));
                return true;
            }
        }

        return false;
    }
}

/// <summary>One header.</summary>
internal readonly ref struct HeaderLine(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
{
    public ReadOnlySpan<byte> Name { get; } = name;

    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>The value as text; header values are Latin-1.</summary>
    public string Text => Encoding.Latin1.GetString(Value);

    public bool Is(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(Name, name);
}

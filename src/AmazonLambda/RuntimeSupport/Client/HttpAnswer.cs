using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>Reads HTTP/1.1 answers (RFC 9112) from a socket, into a buffer that is reused.</summary>
internal sealed class HttpAnswer
{
    private const int UsualBytes = 32 * 1024;

    // A function that once had an event of 6 MB need not keep the memory forever.
    private const int KeptBytes = 1024 * 1024;

    // AWS Lambda Developer Guide, "Lambda quotas": an event has at most 6 MB; the rest is for headers and chunk framing.
    private const int LargestBytes = (6 * 1024 * 1024) + (128 * 1024);

    private byte[] _buffer = new byte[UsualBytes];
    private int _read;
    private int _head;
    private int _end;

    public HttpStatusCode Status { get; private set; }

    /// <summary>Whether the server closes the connection after this answer.</summary>
    public bool Closes { get; private set; }

    /// <summary>Waits for an answer's headers.</summary>
    public void Begin(Socket socket)
    {
        if (_buffer.Length > KeptBytes)
        {
            _buffer = new byte[UsualBytes];
        }

        (_read, _head, Closes) = (0, 0, false);
        while (_head == 0)
        {
            Receive(socket);
            _head = _buffer.AsSpan(0, _read).IndexOf("\r\n\r\n"u8) + 4 is > 4 and var head ? head : 0;
        }

        Status = Lines().Status;
    }

    /// <summary>Reads the body.</summary>
    public void Complete(Socket socket)
    {
        int? length = null;
        var isChunked = false;
        foreach (var line in Lines())
        {
            if (line.Is("Content-Length"u8))
            {
                length = Number(line.Value, 'D');
            }
            else if (line.Is("Transfer-Encoding"u8))
            {
                isChunked = true;
            }
            else if (line.Is("Connection"u8))
            {
                Closes = Ascii.EqualsIgnoreCase(line.Value, "close"u8);
            }
        }

        if (isChunked)
        {
            ReadChunks(socket);
        }
        else
        {
            // Without either header an answer would continue until the connection ends; the Runtime API's never do.
            _end = _head + (length ?? 0);
            if (_end > _buffer.Length)
            {
                // A kept buffer is not sized to the byte: with events that are slightly larger each time, each would leave a large array behind.
                Array.Resize(ref _buffer, _end <= KeptBytes ? (int)BitOperations.RoundUpToPowerOf2((uint)_end) : _end);
            }

            ReceiveTo(_end, socket);
        }
    }

    /// <summary>Returns the answer's invocation.</summary>
    public NextInvocation ToInvocation() =>
        new(Header, new MemoryStream(_buffer, _head, _end - _head, writable: false, publiclyVisible: true));

    private string? Header(string name)
    {
        foreach (var line in Lines())
        {
            if (Ascii.EqualsIgnoreCase(line.Name, name))
            {
                return line.Text;
            }
        }

        return null;
    }

    private HeaderLines Lines() => new(_buffer.AsSpan(0, _head));

    /// <summary>Reads a chunked body, and closes the gaps between the chunks.</summary>
    private void ReadChunks(Socket socket)
    {
        (_end, var at) = (_head, _head);
        while (true)
        {
            var size = ReadLine(ref at, socket) is var line && line.IndexOf((byte)';') is >= 0 and var extension ? line[..extension] : line;
            var bytes = Number(size, 'X');
            if (bytes == 0)
            {
                break;
            }

            ReceiveTo(at + bytes + 2, socket);
            _buffer.AsSpan(at, bytes).CopyTo(_buffer.AsSpan(_end));
            (_end, at) = (_end + bytes, at + bytes + 2);
        }

        // The last chunk may be followed by more headers, and an empty line.
        while (!ReadLine(ref at, socket).IsEmpty)
        {
        }
    }

    private ReadOnlySpan<byte> ReadLine(ref int at, Socket socket)
    {
        int length;
        while ((length = _buffer.AsSpan(at, _read - at).IndexOf("\r\n"u8)) < 0)
        {
            Receive(socket);
        }

        var line = _buffer.AsSpan(at, length);
        at += length + 2;
        return line;
    }

    private void ReceiveTo(int end, Socket socket)
    {
        while (_read < end)
        {
            Receive(socket);
        }
    }

    private void Receive(Socket socket)
    {
        if (_read == _buffer.Length)
        {
            // The length of a chunked body is unknown. If its buffer doubled each time, a large event would allocate three times its size.
            Array.Resize(ref _buffer, _buffer.Length < KeptBytes ? Math.Min(_buffer.Length * 4, KeptBytes) : Math.Max(_buffer.Length * 2, LargestBytes));
        }

        var read = socket.Receive(_buffer.AsSpan(_read));
        _read += read > 0 ? read : throw new IOException("The Runtime API closed the connection.");
    }

    private static int Number(ReadOnlySpan<byte> text, char format) =>
        Utf8Parser.TryParse(text, out int number, out var consumed, format) && consumed == text.Length && number >= 0
            ? number
            : throw new IOException("The Runtime API's answer has a length that is not a number.");
}

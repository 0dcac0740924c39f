using System.Buffers.Text;
using System.Text;

namespace Orders.Benchmarks.Functions.Stubs;

/// <summary>Reads HTTP/1.1 requests, one after another, from a connection. It reads no more than the stubs need.</summary>
internal sealed class HttpMessage(Stream connection)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _head;
    private int _whole;
    private int _read;

    /// <summary>The request line and the headers.</summary>
    public ReadOnlySpan<byte> Head => _buffer.AsSpan(0, _head);

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(_head, _whole - _head);

    /// <summary>Waits for the next request.</summary>
    /// <returns>False where the peer closed the connection.</returns>
    public bool Read()
    {
        _buffer.AsSpan(_whole, _read - _whole).CopyTo(_buffer);
        (_read, _head, _whole) = (_read - _whole, 0, 0);
        while (!IsWhole())
        {
            if (_read == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            if (connection.Read(_buffer.AsSpan(_read)) is var read and > 0)
            {
                _read += read;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A header's value; empty where it is not there.</summary>
    public string Header(string name)
    {
        foreach (var line in Encoding.ASCII.GetString(Head).Split("\r\n"))
        {
            if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && line.Length > name.Length && line[name.Length] == ':')
            {
                return line[(name.Length + 1)..].Trim();
            }
        }

        return "";
    }

    private bool IsWhole()
    {
        if (_head == 0)
        {
            var end = _buffer.AsSpan(0, _read).IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return false;
            }

            _head = end + 4;
            _whole = _head + (Utf8Parser.TryParse(Encoding.ASCII.GetBytes(Header("Content-Length")), out int length, out _) ? length : 0);
        }

        return _read >= _whole;
    }
}

using System.Net.Sockets;
using System.Text;
using System.Text.Json;

// The least that a function in C# can do: take an event from the Runtime API by a plain socket, look at each token of its JSON, and
// answer. It makes no object of what it reads. What a real function takes is told as a multiple of this.
var address = Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")!.Split(':');
using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
socket.Connect(System.Net.IPAddress.Parse(address[0]), int.Parse(address[1]));

var next = Encoding.ASCII.GetBytes($"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\n\r\n");
var buffer = new byte[512 * 1024];
while (true)
{
    socket.Send(next);
    var (head, length) = Receive();
    var requestId = Header(buffer.AsSpan(0, head), "Lambda-Runtime-Aws-Request-Id: "u8);
    var tokens = Scan(buffer.AsSpan(head, length - head));
    var answer = $$"""{"batchItemFailures":[],"tokens":{{tokens}}}""";
    socket.Send(Encoding.ASCII.GetBytes(
        $"POST /2018-06-01/runtime/invocation/{requestId}/response HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\nContent-Length: {answer.Length}\r\n\r\n{answer}"));
    Receive();
}

// An answer with a length, or, as Lambda sends events, in chunks: then they are moved together.
(int Head, int Length) Receive()
{
    var (head, length) = (0, 0);
    while (true)
    {
        var read = socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
        if (read == 0)
        {
            Environment.Exit(0);
        }

        length += read;
        var answer = buffer.AsSpan(0, length);
        if (head == 0 && answer.IndexOf("\r\n\r\n"u8) is >= 0 and var end)
        {
            head = end + 4;
        }

        if (head == 0)
        {
            continue;
        }

        if (answer[..head].IndexOf("Transfer-Encoding: chunked"u8) >= 0)
        {
            if (answer.EndsWith("\r\n0\r\n\r\n"u8))
            {
                return (head, Join(head, length));
            }
        }
        else if (length >= head + int.Parse(Header(answer[..head], "Content-Length: "u8)))
        {
            return (head, length);
        }
    }
}

int Join(int start, int end)
{
    var to = start;
    for (var at = start; at < end;)
    {
        var digits = buffer.AsSpan(at, end - at).IndexOf((byte)'\r');
        var bytes = int.Parse(buffer.AsSpan(at, digits), System.Globalization.NumberStyles.AllowHexSpecifier);
        at += digits + 2;
        buffer.AsSpan(at, bytes).CopyTo(buffer.AsSpan(to));
        to += bytes;
        at += bytes + 2;
    }

    return to;
}

static string Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
{
    var value = head[(head.IndexOf(name) + name.Length)..];
    return Encoding.ASCII.GetString(value[..value.IndexOf((byte)'\r')]);
}

static int Scan(ReadOnlySpan<byte> utf8)
{
    var reader = new Utf8JsonReader(utf8);
    var tokens = 0;
    while (reader.Read())
    {
        tokens++;
    }

    return tokens;
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orders.Benchmarks.Functions.Stubs;

/// <summary>
/// Lambda's Runtime API for one instance of a function, on blocking sockets: while the function works, nothing of the stub runs on the core
/// that both share.
/// </summary>
internal sealed class RuntimeApiStub : IDisposable
{
    private static readonly byte[] Accepted = "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"status\":\"OK\"}\n"u8.ToArray();

    // As Lambda does, which sends events of more than a few KB in chunks.
    private const int MaxUnchunkedBytes = 4 * 1024;
    private const int ChunkBytes = 16 * 1024;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private NetworkStream? _connection;
    private HttpMessage? _requests;
    private int _invocations;

    public RuntimeApiStub()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    /// <summary>What <c>AWS_LAMBDA_RUNTIME_API</c> says.</summary>
    public string Address => ((IPEndPoint)_listener.LocalEndPoint!).ToString();

    /// <summary>Waits until the function asks for its next invocation.</summary>
    public void WaitForNext() => Expect("GET /2018-06-01/runtime/invocation/next "u8);

    /// <summary>Gives the function an invocation, having taken its <c>next</c>.</summary>
    public void Invoke(ReadOnlySpan<byte> payload)
    {
        var id = $"8476a536-e9f4-11e8-9739-{++_invocations:x12}";
        var deadline = DateTimeOffset.UtcNow.AddSeconds(30).ToUnixTimeMilliseconds();
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: {id}\r\nLambda-Runtime-Deadline-Ms: {deadline}\r\n"
            + $"Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:123456789012:function:orders\r\n"
            + $"Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0\r\n"
            + $"Date: Wed, 25 Nov 2026 12:00:00 GMT\r\n");
        _connection!.Write([.. Encoding.ASCII.GetBytes(head), .. payload.Length <= MaxUnchunkedBytes ? Whole(payload) : InChunks(payload)]);
    }

    private static byte[] Whole(ReadOnlySpan<byte> payload) => [.. Encoding.ASCII.GetBytes($"Content-Length: {payload.Length}\r\n\r\n"), .. payload];

    private static byte[] InChunks(ReadOnlySpan<byte> payload)
    {
        List<byte> body = [.. "Transfer-Encoding: chunked\r\n\r\n"u8];
        while (!payload.IsEmpty)
        {
            var chunk = payload[..Math.Min(payload.Length, ChunkBytes)];
            body.AddRange(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"));
            body.AddRange(chunk);
            body.AddRange("\r\n"u8);
            payload = payload[chunk.Length..];
        }

        body.AddRange("0\r\n\r\n"u8);
        return [.. body];
    }

    /// <summary>Waits for the invocation's result.</summary>
    /// <exception cref="InvalidOperationException">The function reported an error.</exception>
    public void WaitForResult() => Expect("POST /2018-06-01/runtime/invocation/"u8);

    /// <summary>Takes the result, after which the function asks for the next invocation.</summary>
    public void Accept() => _connection!.Write(Accepted);

    /// <summary>The result's JSON.</summary>
    public string Result => Encoding.UTF8.GetString(_requests!.Body);

    public void Dispose()
    {
        _connection?.Dispose();
        _listener.Dispose();
    }

    private void Expect(ReadOnlySpan<byte> start)
    {
        while (_requests is null || !_requests.Read())
        {
            _connection?.Dispose();
            if (!_listener.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead))
            {
                throw new InvalidOperationException("The function does not come to the Runtime API.");
            }

            _connection = new NetworkStream(_listener.Accept(), ownsSocket: true) { ReadTimeout = 10_000 };
            _connection.Socket.NoDelay = true;
            _requests = new HttpMessage(_connection);
        }

        var line = _requests.Head[.._requests.Head.IndexOf((byte)'\r')];
        if (!line.StartsWith(start) || line.IndexOf("/error"u8) >= 0)
        {
            throw new InvalidOperationException($"The function sent {Encoding.UTF8.GetString(line)}: {Result}");
        }
    }
}

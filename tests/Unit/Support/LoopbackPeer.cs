using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orders.Tests.Unit.Support;

/// <summary>Answers HTTP/1.1 on a free port of this machine, on connections that stay open.</summary>
internal sealed class LoopbackPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<LoopbackRequest, CancellationToken, Task<LoopbackAnswer>> _answer;
    private readonly Task _accepting;

    public LoopbackPeer(Func<LoopbackRequest, CancellationToken, Task<LoopbackAnswer>> answer)
    {
        _answer = answer;
        _listener.Start();
        Endpoint = _listener.LocalEndpoint.ToString()!;
        _accepting = AcceptAsync();
    }

    /// <summary>The server's <c>host:port</c>.</summary>
    public string Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            await using NetworkStream stream = new(socket, ownsSocket: true);
            // Latin-1 has a letter for each byte, so that lengths in bytes are lengths in letters.
            using StreamReader reader = new(stream, Encoding.Latin1);
            while (await ReadAsync(reader) is { } request && await _answer(request, _stop.Token) is { IsBroken: false } answer)
            {
                await stream.WriteAsync(answer.ToBytes(), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client is gone, or the test is over.
        }
    }

    private async Task<LoopbackRequest?> ReadAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync(_stop.Token) is not { } first)
        {
            return null;
        }

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        // Of no letters, too, the reader would wait for the next request.
        var length = body.Length == 0 ? 0 : await reader.ReadBlockAsync(body, _stop.Token);
        var words = first.Split(' ');
        return new LoopbackRequest(words[0], words[1], words[2], headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body, 0, length)));
    }
}

/// <summary>A request that <see cref="LoopbackPeer"/> got.</summary>
internal sealed record LoopbackRequest(string Method, string Path, string Version, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What <see cref="LoopbackPeer"/> answers.</summary>
internal sealed record LoopbackAnswer(HttpStatusCode Status, string Body = "", params (string Name, string Value)[] Headers)
{
    /// <summary>No answer: the server ends the connection.</summary>
    public static LoopbackAnswer Broken { get; } = new(default(HttpStatusCode));

    public bool IsBroken => Status == default;

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {(int)Status} {Status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n{string.Concat(Headers.Select(static header => $"{header.Name}: {header.Value}\r\n"))}\r\n{Body}");
}

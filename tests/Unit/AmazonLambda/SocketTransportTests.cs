using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Lambda.RuntimeSupport.Client;
using Amazon.Lambda.RuntimeSupport.Errors;

namespace Orders.Tests.Unit.AmazonLambda;

/// <summary>The bundled way to the Runtime API, against a server that answers byte for byte what a test says.</summary>
public sealed class SocketTransportTests : IDisposable
{
    private const string Head = "HTTP/1.1 200 OK\r\nLAMBDA-RUNTIME-AWS-REQUEST-ID: r-1\r\nlambda-runtime-deadline-ms: 1783075200000\r\nLambda-Runtime-Trace-Id:Root=1-2\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SocketTransport _transport;

    public SocketTransportTests()
    {
        _listener.Start();
        _transport = new SocketTransport(_listener.LocalEndpoint.ToString()!);
    }

    public void Dispose()
    {
        _transport.Dispose();
        _listener.Dispose();
    }

    public static TheoryData<string> Answers => new(
        $"{Head}Content-Length: 9\r\n\r\n{{\"a\":\"ü\"}}"[..^1],
        $"{Head}Transfer-Encoding: chunked\r\n\r\n3\r\n{{\"a\r\n6;x=y\r\n\":\"ü\"\r\n0\r\nTrailer: t\r\n\r\n");

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_invocation_is_read_however_its_bytes_come(string answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        for (var piece = 1; piece < bytes.Length; piece += 7)
        {
            var server = ServeAsync(bytes, piece, Closing.Afterwards);
            using SocketTransport transport = new(_listener.LocalEndpoint.ToString()!);

            var (status, next) = await Task.Run(() => transport.Next(CancellationToken.None), TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal("r-1", next!.RequestId);
            Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1783075200000), next.Deadline);
            Assert.Equal("Root=1-2", next.TraceId);
            Assert.Null(next.FunctionArn);
            using StreamReader body = new(next.Body);
            Assert.Equal("{\"a\":\"ü\"", await body.ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.StartsWith("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n", await server);
        }
    }

    [Fact]
    public async Task Events_that_are_a_little_larger_each_time_share_a_buffer_until_one_is_of_more_than_a_megabyte()
    {
        List<byte[]> buffers = [];
        foreach (var length in (int[])[140_000, 140_001, 200_000, 2_000_000, 2_000_001, 20])
        {
            var server = ServeAsync([.. Encoding.ASCII.GetBytes($"{Head}Connection: close\r\nContent-Length: {length}\r\n\r\n"), .. new byte[length]], int.MaxValue, Closing.Afterwards);
            var (_, next) = await Task.Run(() => _transport.Next(CancellationToken.None), TestContext.Current.CancellationToken);
            await server;

            var body = Assert.IsType<MemoryStream>(next!.Body);
            Assert.Equal(length, body.Length);
            buffers.Add(body.GetBuffer());
        }

        Assert.Same(buffers[0], buffers[1]);
        Assert.Same(buffers[0], buffers[2]);
        Assert.NotSame(buffers[3], buffers[4]);
        Assert.True(buffers[5].Length < 100_000);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(64 * 1024)]
    [InlineData(6_000_000)]
    public async Task A_large_event_in_chunks_takes_little_more_memory_than_it_has(int chunkBytes)
    {
        const int length = 5_900_000;
        List<byte> answer = [.. Encoding.ASCII.GetBytes($"{Head}Transfer-Encoding: chunked\r\n\r\n")];
        for (var left = length; left > 0; left -= chunkBytes)
        {
            var bytes = Math.Min(left, chunkBytes);
            answer.AddRange(Encoding.ASCII.GetBytes($"{bytes:x}\r\n"));
            answer.AddRange(Enumerable.Repeat((byte)'a', bytes));
            answer.AddRange("\r\n"u8);
        }

        answer.AddRange("0\r\n\r\n"u8);
        var server = ServeAsync([.. answer], int.MaxValue, Closing.Afterwards);

        var (body, allocated) = await Task.Run(
            () =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var (_, next) = _transport.Next(CancellationToken.None);
                return ((MemoryStream)next!.Body, GC.GetAllocatedBytesForCurrentThread() - before);
            },
            TestContext.Current.CancellationToken);
        await server;

        Assert.Equal(length, body.Length);
        Assert.True(body.ToArray().All(static value => value == 'a'));
        Assert.InRange(allocated, length, length * 1.5);
    }

    [Fact]
    public async Task An_outcome_is_sent_with_its_length_and_type()
    {
        var server = ServeAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), int.MaxValue, Closing.Afterwards);

        var status = await Task.Run(
            () => _transport.Post("invocation/r-1/error", "{\"ü\":1}"u8, new ErrorHeaders("Oops", "{\"exceptions\":[]}")), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, status);
        var request = await server;
        Assert.StartsWith("POST /2018-06-01/runtime/invocation/r-1/error HTTP/1.1\r\n", request);
        Assert.Contains("\r\nContent-Length: 8\r\n", request);
        Assert.Contains("\r\nContent-Type: application/vnd.aws.lambda.error+json\r\n", request);
        Assert.Contains("\r\nLambda-Runtime-Function-Error-Type: Oops\r\n", request);
        Assert.Contains("\r\nLambda-Runtime-Function-XRay-Error-Cause: {\"exceptions\":[]}\r\n", request);
        Assert.EndsWith("\r\n\r\n{\"ü\":1}", request);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    [InlineData("")]
    public async Task What_is_no_whole_answer_can_be_tried_again_on_a_new_connection(string broken)
    {
        var server = ServeAsync(Encoding.ASCII.GetBytes(broken), int.MaxValue, Closing.Afterwards);
        await Assert.ThrowsAnyAsync<IOException>(
            () => Task.Run(() => _transport.Next(CancellationToken.None), TestContext.Current.CancellationToken));
        await server;

        server = ServeAsync(Encoding.ASCII.GetBytes($"{Head}Content-Length: 2\r\n\r\n{{}}"), int.MaxValue, Closing.Afterwards);
        var (_, next) = await Task.Run(() => _transport.Next(CancellationToken.None), TestContext.Current.CancellationToken);
        Assert.Equal("r-1", next!.RequestId);
        await server;
    }

    [Fact]
    public async Task A_wait_ends_with_its_token()
    {
        using CancellationTokenSource stop = new();
        var server = ServeAsync([], int.MaxValue, Closing.Never);
        var waiting = Task.Run(() => _transport.Next(stop.Token), TestContext.Current.CancellationToken);
        await server;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private enum Closing
    {
        Afterwards,
        Never,
    }

    /// <summary>Takes one connection, one request, and answers in pieces.</summary>
    private async Task<string> ServeAsync(byte[] answer, int piece, Closing closing)
    {
        var connection = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        connection.NoDelay = true;
        var request = new byte[4096];
        var read = 0;
        string text;
        do
        {
            read += await connection.ReceiveAsync(request.AsMemory(read), TestContext.Current.CancellationToken);
            text = Encoding.UTF8.GetString(request, 0, read);
        }
        while (!text.Contains("\r\n\r\n", StringComparison.Ordinal));

        for (var at = 0; at < answer.Length; at += Math.Min(piece, answer.Length - at))
        {
            await connection.SendAsync(answer.AsMemory(at, Math.Min(piece, answer.Length - at)), TestContext.Current.CancellationToken);
        }

        if (closing == Closing.Afterwards)
        {
            connection.Dispose();
        }

        return text;
    }
}

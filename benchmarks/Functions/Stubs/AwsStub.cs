using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Orders.Benchmarks.Functions.Stubs;

/// <summary>
/// Answers SQS and DynamoDB on the loopback after a small fixed time, so that the function is measured and not an emulator. A thread a
/// connection, blocking: it uses no CPU while it waits.
/// </summary>
internal sealed class AwsStub : IDisposable
{
    /// <summary>How long a call takes: about what both services need within a region.</summary>
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(2);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly SslServerAuthenticationOptions? _tls;

    /// <param name="authority">Signs for TLS; null for plain HTTP.</param>
    public AwsStub(TestAuthority? authority)
    {
        // Made once, as it has the keys by which a session is resumed.
        _tls = authority is null
            ? null
            : new() { ServerCertificateContext = SslStreamCertificateContext.Create(authority.Certificate, additionalCertificates: null, offline: true) };
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    /// <summary>What <c>AWS_ENDPOINT_URL</c> says. With TLS, a name, as sessions are resumed by name.</summary>
    public string Url => _tls is null ? $"http://{_listener.LocalEndPoint}" : $"https://localhost:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var connection = _listener.Accept();
                connection.NoDelay = true;
                new Thread(() => Serve(connection)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // Disposed of.
        }
        catch (ObjectDisposedException)
        {
            // The same.
        }
    }

    private void Serve(Socket connection)
    {
        try
        {
            using var plain = new NetworkStream(connection, ownsSocket: true);
            using var stream = Secure(plain);
            var requests = new HttpMessage(stream);
            while (requests.Read())
            {
                var (body, checksum) = AwsAnswers.To(requests.Header("X-Amz-Target"), requests.Body);
                var head = string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTTP/1.1 200 OK\r\nServer: Server\r\nDate: Wed, 25 Nov 2026 12:00:00 GMT\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {body.Length}\r\n"
                    + $"Connection: keep-alive\r\nx-amzn-RequestId: 0I1QKBRVBGNUMBTHPJLUPCFNHJVV4KQNSO5AEMVJF66Q9ASUAAJG\r\n{(checksum is { } crc ? $"x-amz-crc32: {crc}\r\n" : "")}\r\n");
                byte[] answer = [.. Encoding.ASCII.GetBytes(head), .. body];
                Thread.Sleep(Latency);
                stream.Write(answer);
            }
        }
        catch (IOException)
        {
            // The function's process has ended.
        }
    }

    private Stream Secure(NetworkStream plain)
    {
        if (_tls is null)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        secure.AuthenticateAsServer(_tls);
        return secure;
    }
}

using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Lambda.RuntimeSupport.Errors;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>
/// Calls the Runtime API through a plain blocking socket. A function handles one invocation at a time and has nothing else to do while it waits
/// for the next, so a blocked thread costs nothing, and saves the threads and the context switches of asynchronous calls. A failure is an
/// <see cref="IOException"/> or a <see cref="SocketException"/>.
/// </summary>
internal sealed class SocketTransport : IDisposable
{
    public const string Root = "/2018-06-01/runtime/";
    public const string NextPath = "invocation/next";

    private readonly HttpAnswer _answer = new();
    private readonly string _endpoint;
    private readonly byte[] _next;
    private readonly ArrayBufferWriter<byte> _post = new(1024);
    private Socket? _socket;

    /// <param name="endpoint"><c>host:port</c>.</param>
    public SocketTransport(string endpoint)
    {
        _endpoint = endpoint;
        _next = Encoding.ASCII.GetBytes($"GET {Root}{NextPath} HTTP/1.1\r\nHost: {endpoint}\r\n\r\n");
    }

    /// <summary>Waits for the next invocation.</summary>
    /// <returns>The answer's status, and the invocation if that is 200. Its body is valid until the next call.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before an invocation arrived.</exception>
    public (HttpStatusCode Status, NextInvocation? Invocation) Next(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var socket = Connected();
        try
        {
            socket.Send(_next);
            using (cancellationToken.UnsafeRegister(static state => StopReceiving((Socket)state!), socket))
            {
                _answer.Begin(socket);
            }

            _answer.Complete(socket);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            Disconnect();
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        CloseIfAsked();
        return (_answer.Status, _answer.Status is HttpStatusCode.OK ? _answer.ToInvocation() : null);
    }

    /// <summary>Sends an outcome.</summary>
    /// <param name="path">The path after <see cref="Root"/>.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="error">The headers of an error; null for a result.</param>
    public HttpStatusCode Post(string path, ReadOnlySpan<byte> body, ErrorHeaders? error)
    {
        var socket = Connected();
        try
        {
            _post.ResetWrittenCount();
            Encoding.ASCII.GetBytes(
                $"POST {Root}{path} HTTP/1.1\r\nHost: {_endpoint}\r\nContent-Type: {(error is null ? "application/json" : "application/vnd.aws.lambda.error+json")}\r\nContent-Length: {body.Length}\r\n",
                _post);
            if (error is not null)
            {
                Encoding.ASCII.GetBytes($"Lambda-Runtime-Function-Error-Type: {error.Type}\r\n", _post);
                if (error.XRayCause is not null)
                {
                    Encoding.ASCII.GetBytes($"Lambda-Runtime-Function-XRay-Error-Cause: {error.XRayCause}\r\n", _post);
                }
            }

            _post.Write("\r\n"u8);
            _post.Write(body);
            Send(socket, _post.WrittenSpan);
            _answer.Begin(socket);
            _answer.Complete(socket);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            Disconnect();
            throw;
        }

        CloseIfAsked();
        return _answer.Status;
    }

    public void Dispose() => Disconnect();

    private Socket Connected()
    {
        if (_socket is null)
        {
            var port = _endpoint.LastIndexOf(':');
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Connect(_endpoint[..port], int.Parse(_endpoint.AsSpan(port + 1)));
            }
            catch
            {
                socket.Dispose();
                throw;
            }

            _socket = socket;
        }

        return _socket;
    }

    private static void Send(Socket socket, ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            message = message[socket.Send(message)..];
        }
    }

    private void CloseIfAsked()
    {
        if (_answer.Closes)
        {
            Disconnect();
        }
    }

    private void Disconnect()
    {
        _socket?.Dispose();
        _socket = null;
    }

    // An invocation that has arrived in the meantime is still read, and can be answered: only the wait ends.
    private static void StopReceiving(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Receive);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The connection is closed, and the wait with it.
        }
    }
}

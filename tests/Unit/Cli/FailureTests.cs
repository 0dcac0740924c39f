using System.Net.Sockets;
using Amazon.Runtime;
using Orders.Cli;
using Polly.CircuitBreaker;

namespace Orders.Tests.Unit.Cli;

/// <summary>Each kind of failure has a sentence of its own: what is no call to AWS is not called one.</summary>
public sealed class FailureTests
{
    public static TheoryData<Exception, string> Known => new()
    {
        { new DirectoryNotFoundException("x"), "A file, or the output, cannot be used: x" },
        { new FileNotFoundException("x"), "A file, or the output, cannot be used: x" },
        { new IOException("No space left on device"), "A file, or the output, cannot be used: No space left on device" },
        { new UnauthorizedAccessException("x"), "A file, or the output, cannot be used: x" },
        { new SocketException((int)SocketError.AccessDenied), "The network cannot be used: Permission denied" },
        { new IOException("x", new SocketException((int)SocketError.ConnectionReset)), "AWS could not be called: x" },
        { new IOException("x", new IOException("y", new SocketException((int)SocketError.ConnectionReset))), "AWS could not be called: x" },
        { new HttpIOException(HttpRequestError.ResponseEnded, "x"), "AWS could not be called: x (ResponseEnded)" },
        { new HttpRequestException("x"), "AWS could not be called: x" },
        { new AmazonClientException("x"), "AWS could not be called: x" },
        { new BrokenCircuitException("open", new HttpRequestException("x")), "AWS could not be called: x" },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void It_has_its_sentence(Exception exception, string message) => Assert.Equal(new Failure(ExitCodes.CannotRun, message), Failure.Of(exception));

    [Fact]
    public void A_reader_that_has_enough_is_no_error() => Assert.Equal(new Failure(ExitCodes.Interrupted), Failure.Of(new IOException("Broken pipe", 32)));

    [Fact]
    public void A_bug_has_none() => Assert.Null(Failure.Of(new InvalidOperationException("x")));
}

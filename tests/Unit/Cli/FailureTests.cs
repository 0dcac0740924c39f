using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Orders.Operations.Failures;
using Orders.Resilience;
using Polly.CircuitBreaker;
using Polly.Timeout;

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
        { new TimeoutException("x", new TaskCanceledException("y")), "AWS could not be called: it did not answer in time." },
        { new TimeoutRejectedException("x"), "AWS could not be called: it did not answer in time." },
        { Called(new HttpRequestException("Connection refused (127.0.0.1:1)")), "SQS at http://127.0.0.1:1 could not be called: Connection refused (127.0.0.1:1)" },
        { new TimeoutRejectedException("x", Called(new TaskCanceledException("y"))), "SQS at http://127.0.0.1:1 could not be called: it did not answer in time." },
        { new DependencyUnavailableException("DynamoDB", Called(new HttpRequestException("x"))), "SQS at http://127.0.0.1:1 could not be called: x" },
        { new DependencyUnavailableException("DynamoDB", cause: null), "DynamoDB is unavailable." },
        { Called(new HttpRequestException("see inner exception", new AuthenticationException("The certificate is invalid."))), "SQS at http://127.0.0.1:1 could not be called: The certificate is invalid." },
        { new AmazonServiceException("Requested resource not found") { ErrorCode = "ResourceNotFoundException" }, "A resource does not exist: Requested resource not found Check --profile, --region, --prefix and --endpoint." },
        { Called(new AmazonServiceException("gone") { ErrorCode = "ResourceNotFoundException" }), "A resource does not exist for SQS at http://127.0.0.1:1: gone Check --profile, --region, --prefix and --endpoint." },
        { new BrokenCircuitException("open", new HttpRequestException("x")), "AWS could not be called: x" },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void It_has_its_sentence(Exception exception, string message) => Assert.Equal(new Failure(ExitCodes.CannotRun, message), Failure.Of(exception));

    [Fact]
    public void A_reader_that_has_enough_ends_a_command_without_a_word()
    {
        var failure = new Failure(ExitCodes.OutputClosed);

        Assert.Equal(failure, Failure.Of(new IOException("Broken pipe", 32)));
        Assert.Equal(failure, Failure.Of(new CommandException("Broken pipe") { ExitCode = ExitCodes.OutputClosed }));
    }

    private static Exception Called(Exception exception)
    {
        // Neither user name nor path is noted.
        CalledEndpoint.Note(exception, "SQS", new Uri("http://u:secret@127.0.0.1:1/path"));
        return exception;
    }

    [Fact]
    public void A_bug_has_none() => Assert.Null(Failure.Of(new InvalidOperationException("x")));
}

using Amazon.Runtime;
using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Tests.Unit.Cli;

public sealed class CheckedCredentialsTests
{
    [Fact]
    public async Task What_the_source_of_credentials_says_is_not_repeated()
    {
        var credentials = new CheckedCredentials(new Failing());

        foreach (var error in (CommandException[])[
            Assert.Throws<CommandException>(credentials.GetCredentials),
            await Assert.ThrowsAsync<CommandException>(credentials.GetCredentialsAsync)])
        {
            Assert.StartsWith("The server that gives this machine or container its credentials failed (InvalidDataException):", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("AKIASECRET", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Credentials_are_passed_on() =>
        Assert.Equal("id", (await new CheckedCredentials(new BasicAWSCredentials("id", "secret")).GetCredentialsAsync()).AccessKey);

    private sealed class Failing : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new InvalidDataException("Line 2:<aws_access_key_id AKIASECRET>");
    }
}

using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Orders.Resilience;

namespace Orders.Cli.Aws;

/// <summary>The credentials that the SDK finds. Its exceptions are replaced: their text may have the output of a <c>credential_process</c> or a line of a file.</summary>
internal sealed class CheckedCredentials(AWSCredentials found) : AWSCredentials
{
    /// <summary>Finds them.</summary>
    /// <exception cref="CommandException">There are none.</exception>
    public static CheckedCredentials Find(ClientConfig config)
    {
        try
        {
            return new CheckedCredentials(DefaultAWSCredentialsIdentityResolver.GetCredentials(config));
        }
        catch (AmazonClientException)
        {
            throw new CommandException("No AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with credentials by --profile or AWS_PROFILE.");
        }
    }

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return found.GetCredentials();
        }
        catch (Exception exception) when (IsReplaced(exception))
        {
            throw Replacement(exception);
        }
    }

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return await found.GetCredentialsAsync();
        }
        catch (Exception exception) when (IsReplaced(exception))
        {
            throw Replacement(exception);
        }
    }

    // A boundary: sources of credentials are programs, files and servers, and fail with exceptions of every type.
    private static bool IsReplaced(Exception exception) => exception is not OperationCanceledException;

    private static CommandException Replacement(Exception exception) => new(
        $"The source of the AWS credentials failed ({CallFailure.Name(exception)}). Check the profile's credential_process, role or SSO session (aws sso login), or AWS_WEB_IDENTITY_TOKEN_FILE.");
}

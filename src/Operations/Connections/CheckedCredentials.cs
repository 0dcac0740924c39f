using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Resilience;

namespace Orders.Operations.Connections;

/// <summary>The credentials that the SDK finds. Replaces its exceptions, whose text may contain the output of a <c>credential_process</c> or a line
/// of a file.</summary>
internal sealed class CheckedCredentials(AWSCredentials found) : AWSCredentials
{
    /// <summary>Finds the credentials of a profile, SSO and role profiles included, else those that the SDK finds.</summary>
    /// <param name="config">The client's configuration, which has the region.</param>
    /// <param name="profile">A profile that takes precedence; null for none.</param>
    /// <exception cref="CommandException">No credentials were found.</exception>
    public static CheckedCredentials Find(ClientConfig config, string? profile)
    {
        try
        {
            // The SDK's order: keys in the environment come before AWS_PROFILE. Its default look-up does not support SSO profiles.
            var hasKeys = Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is { Length: > 0 };
            var name = profile ?? (hasKeys ? null : Environment.GetEnvironmentVariable(ProfileCheck.Variable));
            return new CheckedCredentials(
                name is { Length: > 0 } && new CredentialProfileStoreChain().TryGetAWSCredentials(name, out var ofProfile)
                    ? ofProfile
                    : DefaultAWSCredentialsIdentityResolver.GetCredentials(config));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or InvalidDataException)
        {
            throw new CommandException(
                $"The profile {SafeText.Clean(profile ?? Environment.GetEnvironmentVariable(ProfileCheck.Variable) ?? ProfileCheck.Default)} cannot give credentials: its source_profile and credential_source must name "
                + "a profile, or a source, that has credentials.", exception)
            {
                ExitCode = ExitCodes.Usage,
            };
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

    // A boundary: sources of credentials are programs, files and servers, and throw exceptions of any type.
    private static bool IsReplaced(Exception exception) => exception is not OperationCanceledException;

    private static CommandException Replacement(Exception exception) => new(
        $"The source of the AWS credentials failed ({CallFailure.Name(exception)}). Check the profile's credential_process, role or SSO session (aws sso login), or AWS_WEB_IDENTITY_TOKEN_FILE.");
}

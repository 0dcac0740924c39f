using System.Collections.Concurrent;
using System.Net.Sockets;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Resilience;

namespace Orders.Operations.Connections;

/// <summary>
/// The credentials that the SDK finds. A failure says what to do, in one sentence. The SDK's own texts are replaced, because they may contain the
/// output of a <c>credential_process</c> or a line of a file.
/// </summary>
/// <param name="found">The credentials.</param>
/// <param name="profile">The profile that has them; null if they come from elsewhere.</param>
internal sealed class CheckedCredentials(AWSCredentials found, string? profile = null) : AWSCredentials
{
    // A code of an MFA device is good for one call, and a command creates several clients.
    private static readonly ConcurrentDictionary<(string Profile, string? Region), CheckedCredentials> OfProfiles = new();

    /// <summary>Finds the credentials of a profile, SSO and role profiles included, else those that the SDK finds.</summary>
    /// <param name="config">The client's configuration, which has the region.</param>
    /// <param name="profile">A profile that takes precedence; null for none.</param>
    /// <exception cref="CommandException">No credentials were found.</exception>
    public static CheckedCredentials Find(ClientConfig config, string? profile)
    {
        var name = profile ?? ProfileInEnvironment();
        try
        {
            return name is not null && OfProfile(name, config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion) is { } ofProfile
                ? ofProfile
                : new CheckedCredentials(DefaultAWSCredentialsIdentityResolver.GetCredentials(config));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or InvalidDataException)
        {
            throw new CommandException(
                $"The profile {SafeText.Clean(name ?? ProfileCheck.Default)} cannot give credentials. It must have keys, an SSO session, "
                + "web_identity_token_file, credential_process, or role_arn with a source_profile or credential_source that has credentials. login_session (aws login) is not supported.", exception)
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
        // This call cannot be cancelled, but it fails when its program ends.
        using var interruption = TerminationSignals.OfCommand.Register(CredentialPrograms.End);
        try
        {
            return CredentialPrograms.Count(() => Task.FromResult(found.GetCredentials())).GetAwaiter().GetResult();
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
            // A program or a server that gives credentials may hang.
            return await CredentialPrograms.Count(found.GetCredentialsAsync).WaitAsync(TerminationSignals.OfCommand);
        }
        catch (Exception exception) when (IsReplaced(exception))
        {
            throw Replacement(exception);
        }
    }

    // The SDK's order: keys and a web identity in the environment come before profiles. Its default look-up does not support SSO profiles.
    private static string? ProfileInEnvironment() =>
        IsSet("AWS_ACCESS_KEY_ID") || IsSet("AWS_WEB_IDENTITY_TOKEN_FILE") ? null : ProfileCheck.NameIn(Environment.GetEnvironmentVariable);

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };

    private static CheckedCredentials? OfProfile(string name, string? region)
    {
        if (OfProfiles.TryGetValue((name, region), out var known))
        {
            return known;
        }

        // The SDK signs calls of STS for this region, not for that of the profile. The default, us-east-1, is of another partition than China's.
        AWSConfigs.AWSRegion = region;
        if (!new CredentialProfileStoreChain().TryGetAWSCredentials(name, out var credentials))
        {
            return null;
        }

        var found = OfProfiles.GetOrAdd((name, region), new CheckedCredentials(credentials, name));
        if (credentials is AssumeRoleAWSCredentials { Options: { MfaSerialNumber: { } device } options })
        {
            options.MfaTokenCodeCallback = () => AskForCode(name, device);
            // Asked for now, because later the command draws its progress.
            found.GetCredentials();
        }

        return found;
    }

    // The SDK has no asynchronous way to ask.
    private static string AskForCode(string profile, string device)
    {
        if (!Confirmation.IsPossible)
        {
            throw new CommandException($"The profile {SafeText.Clean(profile)} needs the code of its MFA device: run the command at a terminal, where it asks for the code.");
        }

        // IAM User Guide, "Multi-factor authentication": six digits.
        var code = Confirmation.ReadAsync($"Code of the MFA device {SafeText.Clean(device)}: ", CancellationToken.None).GetAwaiter().GetResult();
        return code is { Length: 6 } && code.All(char.IsAsciiDigit) ? code : throw new CommandException("The code of an MFA device must be six digits: nothing was called.");
    }

    // A boundary: sources of credentials are programs, files and servers, and throw exceptions of any type.
    private static bool IsReplaced(Exception exception) => exception is not OperationCanceledException;

    private CommandException Replacement(Exception exception)
    {
        // Ctrl-C at a terminal ends a credential_process, too.
        TerminationSignals.OfCommand.ThrowIfCancellationRequested();
        var causes = Causes(exception).ToList();
        var cause = CallFailure.Name(causes.OfType<AmazonServiceException>().FirstOrDefault(static one => !string.IsNullOrEmpty(one.ErrorCode)) ?? causes[^1]);
        return causes.OfType<CommandException>().FirstOrDefault() ?? new CommandException(found switch
        {
            _ when causes.Exists(static one => one is SocketException) => $"The server that gives the credentials of {Profile} could not be reached ({cause}): check the network and the endpoint.",
            SSOAWSCredentials => $"The SSO session of {Profile} has ended, or was refused ({cause}): sign in by aws sso login{(profile is null ? "" : $" --profile {SafeText.Clean(profile)}")}.",
            AssumeRoleAWSCredentials => $"STS did not let {Profile} assume its role ({cause}): check its role_arn, source_profile and MFA code, and the role's trust policy.",
            AssumeRoleWithWebIdentityCredentials => $"STS did not accept the web identity of {Profile} ({cause}): check the token file and the role's trust policy.",
            ProcessAWSCredentials => $"The credential_process of {Profile} failed ({cause}): run it by hand to see what it prints.",
            _ when profile is null => $"The server that gives this machine or container its credentials failed ({cause}): to use others, name a profile by --profile or AWS_PROFILE.",
            _ => $"The source of the credentials of {Profile} failed ({cause}): check the profile's members.",
        });
    }

    private string Profile => profile is null ? "the environment" : $"the profile {SafeText.Clean(profile)}";

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}

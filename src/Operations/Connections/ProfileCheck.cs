using System.Text.RegularExpressions;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal.Util;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Operations.Connections;

/// <summary>Checks a profile of AWS's shared files. Messages repeat only the names of sections and of known members: the rest may be
/// secret.</summary>
/// <param name="credentials">The path of the credentials file.</param>
/// <param name="config">The path of the config file.</param>
internal sealed partial class ProfileCheck(string credentials, string config)
{
    private const int MaxFileBytes = 1 << 20;

    /// <summary>The profile that is used if none is named.</summary>
    public const string Default = "default";

    /// <summary>The variable that names the profile.</summary>
    public const string Variable = "AWS_PROFILE";

    /// <summary>Returns the profile that the environment names.</summary>
    public static string NameIn(Func<string, string?> environment) => environment(Variable) is { Length: > 0 } name ? name : Default;

    /// <summary>Creates a check of the files that the SDK finds.</summary>
    /// <exception cref="CommandException">A variable names a file that does not exist: the SDK would use the user's own file, which may be of another account.</exception>
    public static ProfileCheck OfEnvironment(Func<string, string?> environment)
    {
        var credentials = Named(SharedCredentialsFile.SharedCredentialsFileEnvVar);
        return new ProfileCheck(
            credentials ?? SharedCredentialsFile.DefaultFilePath,
            Named(SharedCredentialsFile.SharedConfigFileEnvVar) ?? Path.Combine(Path.GetDirectoryName(credentials ?? SharedCredentialsFile.DefaultFilePath) ?? "", "config"));

        string? Named(string variable) => environment(variable) switch
        {
            null or "" => null,
            var path when File.Exists(path) => path,
            var path => throw Usage($"{variable} must name an existing file, which {SafeText.Clean(path)} is not."),
        };
    }

    /// <summary>Checks the profile that a variable or an option names.</summary>
    /// <param name="source">The option's or variable's name.</param>
    /// <param name="profile">The profile; the default one need not exist.</param>
    /// <param name="isUsed">Returns whether a setting is used: options replace some.</param>
    /// <exception cref="CommandException">The profile does not exist, a file is damaged, or a member breaks its rule.</exception>
    public void CheckNamed(string source, string profile, Func<string, bool> isUsed)
    {
        if (!Check(profile, isUsed) && profile != Default)
        {
            throw Usage($"{source} must name a profile of {SafeText.Clean(credentials)} or {SafeText.Clean(config)}.");
        }
    }

    /// <summary>Checks a profile and those that it takes its credentials from.</summary>
    /// <param name="profile">The profile's name.</param>
    /// <param name="isUsed">Returns whether a setting is used: options replace some.</param>
    /// <returns>Whether the profile exists.</returns>
    /// <exception cref="CommandException">A file is damaged, or a member breaks its rule.</exception>
    public bool Check(string profile, Func<string, bool> isUsed) => Check(profile, isUsed, []);

    private bool Check(string profile, Func<string, bool> isUsed, IReadOnlyList<string> takenBy)
    {
        var files = (Credentials: Open(credentials, isConfig: false), Config: Open(config, isConfig: profile != Default));
        var isThere = false;
        foreach (var file in (ProfileIniFile?[])[files.Credentials, files.Config])
        {
            if (file is null || !file.ListSectionNames().Contains(profile))
            {
                continue;
            }

            isThere = true;
            if (!file.TryGetSection(profile, isSsoSession: false, isServicesSection: false, out var members, out _))
            {
                throw Usage($"The profile {SafeText.Clean(profile)} in {SafeText.Clean(file.FilePath)} must have each member once.");
            }

            var place = $"the profile {SafeText.Clean(profile)}";
            CheckMembers(place, members, isUsed);
            CheckKeys(place, members);
            CheckSso(place, members);
            CheckSource(place, members, isUsed, [.. takenBy, profile]);
            CheckSection(place, files.Config, members, "services", isServices: true, isUsed);
            CheckSection(place, files.Config, members, "sso_session", isServices: false, isUsed);
        }

        return isThere;
    }

    // The SDK takes a profile with half a key for one without credentials.
    private static void CheckKeys(string place, Dictionary<string, string> members)
    {
        var (id, secret) = ("aws_access_key_id", "aws_secret_access_key");
        if (members.ContainsKey(id) != members.ContainsKey(secret))
        {
            throw Usage($"{Subject(place)} must have both {id} and {secret}, or neither.");
        }
    }

    // The same for a session of SSO without the account or the role to use.
    private static void CheckSso(string place, Dictionary<string, string> members)
    {
        var (account, role) = ("sso_account_id", "sso_role_name");
        if ((members.ContainsKey("sso_session") || members.ContainsKey("sso_start_url")) && !(members.ContainsKey(account) && members.ContainsKey(role)))
        {
            throw Usage($"{Subject(place)} must have {account} and {role} for its SSO session.");
        }
    }

    private static string Subject(string place) => $"{place[..1].ToUpperInvariant()}{place[1..]}";

    // The SDK reports a missing or circular source as a failed call of STS.
    private void CheckSource(string place, Dictionary<string, string> members, Func<string, bool> isUsed, IReadOnlyList<string> takenBy)
    {
        if (!members.TryGetValue("source_profile", out var source))
        {
            return;
        }

        if (takenBy.Contains(source))
        {
            throw Usage($"source_profile of {place} must not lead back to {(source == takenBy[^1] ? "itself" : $"the profile {SafeText.Clean(source)}")}.");
        }

        if (!Check(source, isUsed, takenBy))
        {
            throw Usage($"source_profile of {place} must name an existing profile.");
        }
    }

    private static void CheckSection(string place, ProfileIniFile? config, Dictionary<string, string> members, string member, bool isServices, Func<string, bool> isUsed)
    {
        if (!members.TryGetValue(member, out var section))
        {
            return;
        }

        Dictionary<string, Dictionary<string, string>>? nested = null;
        if (config?.TryGetSection(section, !isServices, isServices, out _, out nested) != true)
        {
            throw Usage($"{member} of {place} must name a section of the config file.");
        }

        foreach (var (service, settings) in nested ?? [])
        {
            CheckMembers($"{service} of the section {SafeText.Clean(section)}", settings, isUsed);
        }
    }

    private static void CheckMembers(string place, Dictionary<string, string> members, Func<string, bool> isUsed)
    {
        foreach (var (name, value) in members.Where(member => isUsed(member.Key)))
        {
            SdkSettings.Check($"{name} of {place}", name, value);
        }
    }

    // In the config file, a profile's section starts with the word "profile", except for the default one.
    private static ProfileIniFile? Open(string path, bool isConfig)
    {
        try
        {
            if (!File.Exists(path) || !IsBounded(path))
            {
                return null;
            }

            CheckSectionsOnce(path);
            return new ProfileIniFile(path, isConfig);
        }
        catch (InvalidDataException exception)
        {
            // The SDK's message contains the line itself.
            var line = LineNumber().Match(exception.Message) is { Success: true } match ? match.Value : "A line";
            throw Usage($"{line} of {SafeText.Clean(path)} must be a section, a member or a comment.");
        }
    }

    // The SDK takes members of one of the sections, and other tools, such as the AWS CLI, refuse the file.
    private static void CheckSectionsOnce(string path)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, line) in File.ReadLines(path).Index())
        {
            var name = Section().Match(line).Groups["name"].Value;
            if (name.Length > 0 && !seen.TryAdd(name, index + 1))
            {
                throw Usage($"Lines {seen[name]} and {index + 1} of {SafeText.Clean(path)} begin the same section, [{SafeText.Value(name)}]: a section must be there once.");
            }
        }
    }

    // A device has no end, and the SDK reads the whole file.
    private static bool IsBounded(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(new byte[MaxFileBytes + 1], MaxFileBytes + 1, throwOnEndOfStream: false) <= MaxFileBytes
            ? true
            : throw Usage($"{SafeText.Clean(path)} must have at most {MaxFileBytes:N0} bytes.");
    }

    private static CommandException Usage(string message) => new(message) { ExitCode = ExitCodes.Usage };

    [GeneratedRegex(@"\A\[\s*(?<name>[^\]]*[^\]\s])\s*\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"\ALine \d+(?=:)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LineNumber();
}

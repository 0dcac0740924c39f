using System.Collections.Frozen;
using System.Globalization;
using Amazon.Runtime;
using Orders.Operations.Failures;

namespace Orders.Operations.Connections;

/// <summary>
/// The rules for values that the SDK reads from the environment and from a profile; <c>AWS_RETRY_MODE</c> and the member <c>retry_mode</c>
/// are the same setting. The SDK ignores some bad values, skips a profile for others, and names neither variable nor member.
/// </summary>
internal static class SdkSettings
{
    private const string Endpoint = "endpoint_url";
    private const long MaxCompressionBytes = 10_485_760;

    private static readonly Rule TrueOrFalse = new("must be true or false", static value => bool.TryParse(value, out _));
    private static readonly Rule Region = new($"must be {RegionCode.Rule}", RegionCode.Is);
    // Credentials are sent in headers, or sign them.
    private static readonly Rule HeaderText = new("must be printable ASCII characters without blanks", static value => value.Length > 0 && value.All(static character => character is > ' ' and <= '~'));
    private static readonly Rule Url = new(ServerUrl.Rule, static value => ServerUrl.Parse(value) is not null);

    private static readonly FrozenDictionary<string, Rule> Rules = new Dictionary<string, Rule>(StringComparer.OrdinalIgnoreCase)
    {
        ["access_key_id"] = HeaderText,
        ["secret_access_key"] = HeaderText,
        ["session_token"] = HeaderText,
        ["aws_access_key_id"] = HeaderText,
        ["aws_secret_access_key"] = HeaderText,
        ["aws_session_token"] = HeaderText,
        ["credential_process"] = new("must be a command", static value => !string.IsNullOrWhiteSpace(value)),
        ["credential_source"] = new("must be one of Environment, Ec2InstanceMetadata, EcsContainer", static value => value is "Environment" or "Ec2InstanceMetadata" or "EcsContainer"),
        ["region"] = Region,
        ["default_region"] = Region,
        [Endpoint] = Url,
        [$"{Endpoint}_sqs"] = Url,
        [$"{Endpoint}_dynamodb"] = Url,
        [$"{Endpoint}_dynamodb_streams"] = Url,
        [$"{Endpoint}_lambda"] = Url,
        [$"{Endpoint}_cloudwatch"] = Url,
        [$"{Endpoint}_sts"] = Url,
        [$"{Endpoint}_sso"] = Url,
        [$"{Endpoint}_sso_oidc"] = Url,
        [$"{Endpoint}_s3"] = Url,
        ["ignore_configured_endpoint_urls"] = TrueOrFalse,
        ["use_fips_endpoint"] = TrueOrFalse,
        ["use_dualstack_endpoint"] = TrueOrFalse,
        ["enable_endpoint_discovery"] = TrueOrFalse,
        ["endpoint_discovery_enabled"] = TrueOrFalse,
        ["account_id_endpoint_mode"] = OneOf<AccountIdEndpointMode>(),
        ["defaults_mode"] = OneOf<DefaultConfigurationMode>(),
        // "legacy" is a mode of other SDKs. Calls are retried by this program's own rules.
        ["retry_mode"] = new("must be one of legacy, standard, adaptive", static value => value.ToUpperInvariant() is "LEGACY" or "STANDARD" or "ADAPTIVE"),
        ["max_attempts"] = WholeNumber(1, int.MaxValue),
        ["disable_request_compression"] = TrueOrFalse,
        ["request_min_compression_size_bytes"] = WholeNumber(0, MaxCompressionBytes),
        ["request_checksum_calculation"] = OneOf<RequestChecksumCalculation>(),
        ["response_checksum_validation"] = OneOf<ResponseChecksumValidation>(),
        ["ec2_metadata_v1_disabled"] = TrueOrFalse,
        ["s3_use_arn_region"] = TrueOrFalse,
        ["s3_disable_express_session_auth"] = TrueOrFalse,
        ["s3_disable_multiregion_access_points"] = TrueOrFalse,
        ["s3_force_path_style"] = TrueOrFalse,
        ["ec2_metadata_service_endpoint"] = Url,
        ["ec2_metadata_service_endpoint_mode"] = new("must be one of IPv4, IPv6", static value => value.ToUpperInvariant() is "IPV4" or "IPV6"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks the environment.</summary>
    /// <param name="environment">Returns a variable's value; null if it is not set.</param>
    /// <param name="isUsed">Returns whether a setting is used: options replace some.</param>
    /// <exception cref="CommandException">A variable breaks its rule.</exception>
    public static void Check(Func<string, string?> environment, Func<string, bool> isUsed)
    {
        foreach (var name in Rules.Keys.Where(isUsed))
        {
            var variable = $"AWS_{name.ToUpperInvariant()}";
            var value = environment(variable);
            if (value is "" && IsEndpoint(name))
            {
                // The SDK takes an empty value for a URL, and then finds neither the service nor the region.
                throw new CommandException($"{variable} must not be empty: unset it, or set it to the URL.") { ExitCode = ExitCodes.Usage };
            }

            if (value is { Length: > 0 })
            {
                Check(variable, name, value);
            }
        }
    }

    /// <summary>Checks a member of a profile.</summary>
    /// <param name="source">Member and profile, for the message.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member's value.</param>
    /// <exception cref="CommandException">The value breaks its rule.</exception>
    public static void Check(string source, string name, string value)
    {
        if (Rules.TryGetValue(name, out var rule) && !rule.Holds(value))
        {
            throw new CommandException($"{source} {rule.Text}.") { ExitCode = ExitCodes.Usage };
        }
    }

    /// <summary>Whether a setting is the URL of a service.</summary>
    public static bool IsEndpoint(string name) => name.StartsWith(Endpoint, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a setting is a region.</summary>
    public static bool IsRegion(string name) => Rules.TryGetValue(name, out var rule) && rule == Region;

    private static Rule OneOf<T>()
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        return new Rule($"must be one of {string.Join(", ", names)}", value => names.Contains(value, StringComparer.OrdinalIgnoreCase));
    }

    private static Rule WholeNumber(long min, long max) => new(
        string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min:N0} to {max:N0}"),
        value => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max);

    private sealed record Rule(string Text, Func<string, bool> Holds);
}

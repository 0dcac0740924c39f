using System.Text.Json;
using Amazon.Runtime;
using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Operations.Releases;

/// <summary>Reads and moves the aliases by which the functions are invoked.</summary>
/// <param name="lambda">The Lambda client.</param>
internal sealed class FunctionAliases(AwsJsonClient lambda)
{
    /// <summary>The name of every function's alias (terraform/modules/function).</summary>
    public const string Live = "live";

    private const string Functions = "2015-03-31/functions";

    /// <summary>Reads a function's alias and its published versions.</summary>
    /// <exception cref="CommandException">The function has no alias.</exception>
    /// <exception cref="AmazonServiceException">Lambda refused the call.</exception>
    public async Task<ReleasedFunction> ReadAsync(string role, string name, CancellationToken cancellationToken)
    {
        var alias = await AliasAsync(name, cancellationToken)
            ?? throw new CommandException($"{name} has no alias {Live} in this account and region: check --region, --prefix and --endpoint, or apply a release that has aliases first.");
        var versions = await VersionsAsync(name, cancellationToken);
        FunctionVersion Find(string number) => versions.FirstOrDefault(version => version.Version == number)
            ?? throw new CommandException($"Lambda did not list version {number} of {name}, which its alias {Live} names.");
        return new ReleasedFunction(
            role,
            name,
            alias.Arn,
            alias.RevisionId,
            Find(alias.Version),
            alias.Canary is { } canary ? Find(canary) : null,
            [.. versions.Where(static version => version.Number > 0).OrderByDescending(static version => version.Number)]);
    }

    /// <summary>Moves an alias to one version, which then gets all invocations. Those that run end with the version that they began with.</summary>
    /// <exception cref="CommandException">The alias was changed since it was read.</exception>
    /// <exception cref="AmazonServiceException">Lambda refused the call.</exception>
    public async Task MoveAsync(ReleasedFunction function, FunctionVersion version, CancellationToken cancellationToken)
    {
        var withoutCanary = function.Canary is null ? "" : """ "RoutingConfig":{"AdditionalVersionWeights":{}},""";
        var body = $$"""{"FunctionVersion":"{{version.Version}}",{{withoutCanary}}"RevisionId":"{{JsonEncodedText.Encode(function.RevisionId)}}"}""";
        try
        {
            await lambda.PutAsync(PathOf(function.Name), System.Text.Encoding.UTF8.GetBytes(body), static answer => answer.GetProperty("FunctionVersion"u8).GetString(), cancellationToken);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode == "PreconditionFailedException")
        {
            // A repeat of a call whose answer was lost finds its own change.
            if (await AliasAsync(function.Name, cancellationToken) is not { Canary: null } now || now.Version != version.Version)
            {
                throw new CommandException($"The alias of {function.Name} was changed in the meantime, and was not moved. Run the command again.", exception);
            }
        }
    }

    private async Task<Alias?> AliasAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            return await lambda.GetAsync(PathOf(function), Read, cancellationToken);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode == "ResourceNotFoundException")
        {
            return null;
        }
    }

    private async Task<List<FunctionVersion>> VersionsAsync(string function, CancellationToken cancellationToken)
    {
        var found = new List<FunctionVersion>();
        string? marker = null;
        do
        {
            var page = marker is null ? "" : $"?Marker={Uri.EscapeDataString(marker)}";
            marker = await lambda.GetAsync(
                $"{Functions}/{Uri.EscapeDataString(function)}/versions{page}",
                answer =>
                {
                    found.AddRange(answer.GetProperty("Versions"u8).EnumerateArray().Select(FunctionVersion.Read));
                    return answer.TryGetProperty("NextMarker"u8, out var more) ? more.GetString() : null;
                },
                cancellationToken);
        }
        while (!string.IsNullOrEmpty(marker));
        return found;
    }

    private static string PathOf(string function) => $"{Functions}/{Uri.EscapeDataString(function)}/aliases/{Live}";

    private static Alias Read(JsonElement alias) => new(
        alias.GetProperty("AliasArn"u8).GetString()!,
        alias.GetProperty("FunctionVersion"u8).GetString()!,
        alias.TryGetProperty("RevisionId"u8, out var revision) ? revision.GetString() ?? "" : "",
        alias.TryGetProperty("RoutingConfig"u8, out var routing) && routing.ValueKind == JsonValueKind.Object
            && routing.TryGetProperty("AdditionalVersionWeights"u8, out var weights) && weights.ValueKind == JsonValueKind.Object
            ? weights.EnumerateObject().Select(static weight => weight.Name).FirstOrDefault()
            : null);

    private sealed record Alias(string Arn, string Version, string RevisionId, string? Canary);
}

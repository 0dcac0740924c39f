using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orders.Operations.Releases;

/// <summary>A version of a function.</summary>
/// <param name="Number">Its number; 0 for code that is not published.</param>
/// <param name="Release">The release that it belongs to, from its description (terraform/functions.tf); null if that names none.</param>
/// <param name="PublishedAt">When it was published.</param>
internal sealed partial record FunctionVersion(int Number, string? Release, DateTimeOffset PublishedAt)
{
    private const string Unpublished = "$LATEST";

    /// <summary>The version as Lambda names it.</summary>
    public string Version => Number == 0 ? Unpublished : Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a function's configuration, as GetFunctionConfiguration and ListVersionsByFunction return it.</summary>
    public static FunctionVersion Read(JsonElement configuration) => new(
        configuration.GetProperty("Version"u8).GetString() is var version && version == Unpublished ? 0 : int.Parse(version!, NumberStyles.None, CultureInfo.InvariantCulture),
        configuration.TryGetProperty("Description"u8, out var description) && ReleaseText().Match(description.GetString() ?? "") is { Success: true } match
            ? match.Groups["release"].Value
            : null,
        DateTimeOffset.Parse(configuration.GetProperty("LastModified"u8).GetString()!, CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => Release is null ? $"version {Version}" : $"version {Version} (release {Release})";

    [GeneratedRegex(@"Release (?<release>[0-9a-f]{8})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReleaseText();
}

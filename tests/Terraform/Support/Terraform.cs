using System.Text.RegularExpressions;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Terraform.Support;

/// <summary>The <c>terraform</c> program.</summary>
static partial class Terraform
{
    static readonly Version Oldest = new(1, 9);

    // All tests in one run take a minute on two idle cores, and many times that where browsers and linkers share them.
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public static async Task<string?> UnusableAsync()
    {
        var missing = Tools.Missing($"Terraform {Oldest} or later (https://developer.hashicorp.com/terraform/install)");
        if (!Programs.IsOnPath("terraform"))
        {
            return missing;
        }

        var (status, output) = await RunAsync(Path.GetTempPath(), new Dictionary<string, string>(), "version", "-json");
        return status == 0 && VersionText().Match(output) is { Success: true } match && Version.Parse(match.Groups["version"].Value) >= Oldest
            ? null
            : missing;
    }

    /// <summary>Runs it in a folder, without what the caller's environment tells it or AWS clients.</summary>
    public static Task<(int Status, string Output)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments) =>
        Programs.RunAsync(["terraform", .. arguments], folder, environment, Limit);

    [GeneratedRegex("\"terraform_version\": *\"(?<version>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionText();
}

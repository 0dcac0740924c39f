using System.Text.Json;
using System.Text.RegularExpressions;
using Orders.Local.Processes;

namespace Orders.Tests.Integration.Support;

/// <summary>The stock AWS CLI, as somebody with a shell uses it.</summary>
sealed partial class AwsCli(IReadOnlyDictionary<string, string> environment)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    static readonly Lazy<Task<Version?>> Installed = new(VersionAsync);

    /// <summary>Why its calls cannot be tried here; null where they can.</summary>
    public static async Task<string?> UnusableAsync()
    {
        if (await Installed.Value is not { } version)
        {
            return Tools.Missing("AWS CLI (pip install awscli)");
        }

        // Older ones speak SQS's query protocol, which the emulator does not.
        return version >= new Version(2, 14) || (version.Major == 1 && version >= new Version(1, 30))
            ? null
            : Tools.Missing($"AWS CLI 1.30 or 2.14, which speak SQS's JSON protocol; {version} does not");
    }

    /// <summary>Runs one command that must succeed.</summary>
    /// <returns>What it printed, as JSON; an empty object where it printed nothing.</returns>
    public async Task<JsonElement> RunAsync(params IReadOnlyList<string> arguments)
    {
        var (status, output) = await RunAsync(["aws", .. arguments, "--output", "json"], environment);
        Assert.True(status == 0, output);
        return Wire.Parse(string.IsNullOrWhiteSpace(output) ? "{}" : output);
    }

    static async Task<Version?> VersionAsync()
    {
        var (status, output) = await RunAsync(["aws", "--version"], new Dictionary<string, string>());
        return status == 0 && VersionText().Match(output) is { Success: true } match
            ? new Version(int.Parse(match.Groups["major"].Value), int.Parse(match.Groups["minor"].Value))
            : null;
    }

    static async Task<(int Status, string Output)> RunAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var lines = new List<string>();
        var ours = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(static variable => !((string)variable.Key).StartsWith("AWS_", StringComparison.Ordinal))
            .ToDictionary(static variable => (string)variable.Key, static variable => (string)variable.Value!);
        foreach (var (name, value) in environment)
        {
            ours[name] = value;
        }

        await using var process = await ChildProcess.StartAsync(
            new ChildProcessStart { Name = "aws", Command = command, Environment = ours, OnLine = line => { lock (lines) { lines.Add(line); } } },
            TimeProvider.System);
        var status = await process.Completion.WaitAsync(Limit, Given.Token);
        return (status, string.Join('\n', lines));
    }

    [GeneratedRegex(@"aws-cli/(?<major>\d+)\.(?<minor>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionText();
}

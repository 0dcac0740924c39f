using System.Collections;
using Orders.Local.Processes;
using Orders.Operations.Audit;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Documentation;

/// <summary>
/// The shell of a reader who has pasted the <c>export</c> lines of <c>orders up</c>. What they do not cover leads to a dead port of this
/// machine, so that a line that would call AWS fails.
/// </summary>
sealed class LocalShell
{
    const string Dead = "http://127.0.0.1:1";
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    readonly string _folder;
    readonly Dictionary<string, string> _environment;

    /// <param name="folder">Where its lines run.</param>
    /// <param name="guide">What <c>orders up</c> printed.</param>
    public LocalShell(string folder, string guide)
    {
        _folder = folder;
        Exports = string.Join('\n', guide.Split('\n').Select(static line => line.Trim()).Where(static line => line.StartsWith("export ", StringComparison.Ordinal)));
        _environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(static variable => !((string)variable.Key).StartsWith("AWS_", StringComparison.Ordinal))
            .ToDictionary(static variable => (string)variable.Key, static variable => (string)variable.Value!);
        foreach (var name in new[] { "AWS_ENDPOINT_URL", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy" })
        {
            _environment[name] = Dead;
        }

        _environment["NO_PROXY"] = _environment["no_proxy"] = "127.0.0.1,localhost";
        _environment["HOME"] = folder;
        _environment["VISUAL"] = """sed -i 's/"2"/2/'""";
        _environment[AuditLog.Variable] = Path.Combine(folder, "audit.ndjson");
        // An answer of 400 or above is a failure; without this curl ends with 0.
        File.WriteAllText(Path.Combine(folder, ".curlrc"), "fail-with-body\n");
        File.CreateSymbolicLink(Path.Combine(folder, "orders"), OrdersCli.Program);
    }

    /// <summary>What is exported before each line.</summary>
    public string Exports { get; }

    /// <summary>Runs a line to its end.</summary>
    public async Task<CliResult> RunAsync(string line)
    {
        var lines = new List<string>();
        await using var process = await StartAsync(line, text => { lock (lines) { lines.Add(text); } });
        var status = await process.Completion.WaitAsync(Limit, Given.Token);
        lock (lines)
        {
            return new CliResult(status, [.. lines]);
        }
    }

    /// <summary>Runs a line until it has printed something, and then stops it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="meanwhile">Makes something happen that the line may print; called about once a second.</param>
    public async Task<CliResult> RunUntilItPrintsAsync(string line, Func<Task> meanwhile)
    {
        var lines = new List<string>();
        int Count()
        {
            lock (lines)
            {
                return lines.Count;
            }
        }

        await using var process = await StartAsync($"exec {line}", text => { lock (lines) { lines.Add(text); } });
        var start = TimeProvider.System.GetTimestamp();
        while (Count() == 0 && !process.Completion.IsCompleted && TimeProvider.System.GetElapsedTime(start) < Limit)
        {
            await meanwhile();
            await Task.WhenAny(process.Completion, Task.Delay(TimeSpan.FromSeconds(1), Given.Token));
        }

        await process.StopAsync(Limit);
        return new CliResult(await process.Completion, [.. lines]);
    }

    Task<ChildProcess> StartAsync(string line, Action<string> onLine) => ChildProcess.StartAsync(
        new ChildProcessStart
        {
            Name = "bash",
            Command = ["bash", "-c", $"set -o pipefail\n{Exports}\n{line}"],
            Environment = _environment,
            WorkingDirectory = _folder,
            OnLine = onLine,
        },
        TimeProvider.System);
}

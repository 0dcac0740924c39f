using Orders.Local.Emulators;
using Orders.Local.Processes;

namespace Orders.Tests.Contract.Support;

/// <summary>A folder with npm packages that tests use, installed once for its lock file.</summary>
/// <param name="folder">The folder.</param>
sealed class NodeFolder(string folder)
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    readonly Lazy<Task> _installation = new(() => new NpmInstaller(folder, $"The packages of {folder}", TimeProvider.System).EnsureInstalledAsync());

    /// <summary>Runs a script with Node.js.</summary>
    public async Task<(int Status, string Output)> RunAsync(params IReadOnlyList<string> arguments)
    {
        await _installation.Value;
        var lines = new List<string>();
        await using var process = await ChildProcess.StartAsync(
            new ChildProcessStart
            {
                Name = "node",
                Command = ["node", .. arguments],
                WorkingDirectory = folder,
                Environment = Variables(),
                OnLine = line =>
                {
                    lock (lines)
                    {
                        lines.Add(line);
                    }
                },
            },
            TimeProvider.System);
        var status = await process.Completion.WaitAsync(Limit);
        lock (lines)
        {
            return (status, string.Join('\n', lines));
        }
    }

    // The tools call nobody.
    static Dictionary<string, string> Variables() => new(
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(static variable => KeyValuePair.Create((string)variable.Key, (string)variable.Value!)))
    {
        ["REDOCLY_TELEMETRY"] = "off",
        ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true",
        ["SCARF_ANALYTICS"] = "false",
    };
}

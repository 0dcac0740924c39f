using System.Security.Cryptography;
using Orders.Local.Processes;

namespace Orders.Tests.Contract.Support;

/// <summary>A folder with npm packages that tests use, installed once for its lock file.</summary>
sealed class NodeFolder
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    readonly string _folder;
    readonly Lazy<Task> _installation;

    public NodeFolder(string folder)
    {
        _folder = folder;
        _installation = new Lazy<Task>(InstallAsync);
    }

    /// <summary>Runs a script with Node.js.</summary>
    public async Task<(int Status, string Output)> RunAsync(params IReadOnlyList<string> arguments)
    {
        await _installation.Value;
        return await RunAsync("node", arguments);
    }

    async Task InstallAsync()
    {
        var stamp = Path.Combine(_folder, "node_modules", ".orders-stamp");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(_folder, "package-lock.json"))));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return;
        }

        var (status, output) = await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        Assert.True(status == 0, $"npm ci cannot install the packages of {_folder}:\n{output}");
        await File.WriteAllTextAsync(stamp, wanted);
    }

    async Task<(int Status, string Output)> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var lines = new List<string>();
        await using var process = await ChildProcess.StartAsync(
            new ChildProcessStart
            {
                Name = program,
                Command = [program, .. arguments],
                WorkingDirectory = _folder,
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

using System.Collections;
using Orders.Local.Processes;

namespace Orders.Tests.Terraform.Support;

/// <summary>Runs other programs, which end when we do.</summary>
static class Programs
{
    /// <summary>Whether the system finds it.</summary>
    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Ours, without what would tell Terraform, Python or a client of AWS something of the machine it runs on.</summary>
    public static Dictionary<string, string> CleanEnvironment() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(static variable => ((string)variable.Key, (string)variable.Value!))
        .Where(static variable => variable.Item1 == "TF_PLUGIN_CACHE_DIR"
            || !Array.Exists(["TF_", "AWS_", "MOTO_"], prefix => variable.Item1.StartsWith(prefix, StringComparison.Ordinal)))
        .ToDictionary();

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">The folder it starts in.</param>
    /// <param name="environment">What it is told beside <see cref="CleanEnvironment"/>.</param>
    /// <param name="limit">After how long it is ended, and the test fails.</param>
    public static async Task<(int Status, string Output)> RunAsync(
        IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string> environment, TimeSpan limit)
    {
        var lines = new List<string>();
        await using var process = await StartAsync(command, folder, environment, line => { lock (lines) { lines.Add(line); } });
        try
        {
            var status = await process.Completion.WaitAsync(limit, TestContext.Current.CancellationToken);
            return (status, string.Join('\n', lines));
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Asked to end, Terraform ends its provider, too.
            await process.StopAsync(TimeSpan.FromSeconds(20));
            throw;
        }
    }

    /// <summary>Starts a program.</summary>
    public static Task<ChildProcess> StartAsync(
        IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string> environment, Action<string>? onLine = null)
    {
        var whole = CleanEnvironment();
        foreach (var (name, value) in environment)
        {
            whole[name] = value;
        }

        return ChildProcess.StartAsync(
            new ChildProcessStart { Name = command[0], Command = command, WorkingDirectory = folder, Environment = whole, OnLine = onLine },
            TimeProvider.System);
    }
}

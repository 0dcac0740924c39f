using System.Collections;
using System.Diagnostics;
using System.Text.Json;
using Orders.Local;
using Orders.Local.Processes;
using Orders.Operations.Audit;

namespace Orders.Tests.Integration.Support;

/// <summary>The <c>orders</c> command as this test's own build made it, as an operator with a shell uses it.</summary>
/// <param name="environment">What it is told about the pipeline.</param>
sealed class OrdersCli(IReadOnlyDictionary<string, string> environment)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Where the program is.</summary>
    public static string Program { get; } = FindProgram();

    /// <param name="pipeline">The pipeline.</param>
    /// <param name="audit">The audit log of its commands.</param>
    public OrdersCli(LocalPipeline pipeline, string audit)
        : this(new Dictionary<string, string>(pipeline.ClientEnvironment()) { [AuditLog.Variable] = audit })
    {
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<CliResult> RunAsync(params IReadOnlyList<string> arguments)
    {
        var lines = new List<string>();
        await using var process = await StartAsync(arguments, line => { lock (lines) { lines.Add(line); } });
        var status = await process.Completion.WaitAsync(Limit, Given.Token);
        lock (lines)
        {
            return new CliResult(status, [.. lines]);
        }
    }

    /// <summary>Runs a command that must succeed, and gives the JSON object that it prints.</summary>
    public async Task<JsonElement> JsonAsync(params IReadOnlyList<string> arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        Assert.True(result.Status == 0, result.Text);
        return result.Json;
    }

    /// <summary>Starts a command.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="onLine">Takes each line that it prints, on either stream.</param>
    public Task<ChildProcess> StartAsync(IReadOnlyList<string> arguments, Action<string> onLine) => ChildProcess.StartAsync(
        new ChildProcessStart { Name = "orders", Command = [Program, .. arguments], Environment = Variables(), OnLine = onLine }, TimeProvider.System);

    /// <summary>Starts a command without a guardian, which would keep the terminal's signals from it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="editor">Its <c>EDITOR</c>.</param>
    /// <param name="terminal">The program that runs it at a terminal, which is closed when that program ends; null for none.</param>
    public Process StartBare(IReadOnlyList<string> arguments, string editor = "", string? terminal = null)
    {
        // Whoever runs the tests in the background of a shell ignores some of the signals.
        string[] command = ["/usr/bin/env", "--default-signal=HUP,INT,QUIT,TERM", Program, .. arguments];
        var start = new ProcessStartInfo(terminal ?? command[0], terminal is null ? command[1..] : ["-qfc", string.Join(' ', command), "/dev/null"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Variables())
        {
            start.Environment[name] = value;
        }

        start.Environment["EDITOR"] = editor;
        start.Environment.Remove("VISUAL");
        return Process.Start(start)!;
    }

    Dictionary<string, string> Variables()
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(static variable => !((string)variable.Key).StartsWith("AWS_", StringComparison.Ordinal))
            .ToDictionary(static variable => (string)variable.Key, static variable => (string)variable.Value!);
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return variables;
    }

    static string FindProgram()
    {
        // artifacts/bin/<project>/<configuration>, beside the folder of this program.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, "Orders.Dev", own.Name, "orders");
    }
}

/// <summary>How a command ended.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Lines">What it printed, on either stream.</param>
sealed record CliResult(int Status, IReadOnlyList<string> Lines)
{
    public string Text => string.Join('\n', Lines);

    /// <summary>The one object among the lines.</summary>
    public JsonElement Json => Wire.Parse(Lines.Single(static line => line.StartsWith('{')));
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Orders.Cli.Options;
using Orders.Operations.Programs;
using Orders.Tests.Faults.Fuzzing.Operators.Inputs;
using Orders.Tests.Faults.Fuzzing.Operators.Services;
using Orders.Tests.Faults.Fuzzing.Targets;
using Orders.Tests.Faults.World;
using Samples = Orders.Tests.Faults.Fuzzing.Inputs.Seeds;

namespace Orders.Tests.Faults.Fuzzing.Operators;

/// <summary>
/// The operators' commands: whatever stands on the queues, in the table, in the stream, in files, options and answers, a command ends in output, a usage
/// error, or an odd item that it names. Beside the odd things stand healthy ones, which must be shown and done.
/// </summary>
/// <param name="group">The commands: <c>dlq</c>, <c>order</c>, <c>events</c> or <c>status</c>.</param>
internal class CommandTarget(string group) : Target
{
    // Environment variables are the process's, and an editor is a process of its own: such an input runs alone.
    private static readonly ReaderWriterLockSlim Alone = new();

    private static readonly string Settings = File.ReadAllText(Samples.Repository("terraform", "pipeline.auto.tfvars.json"));

    // Where a run is killed, or hangs, the next one removes it.
    private readonly TemporaryFolder _temporary = new("fuzzed-commands");
    private readonly OperatorConnection _connection = new();
    private CommandRun? _run;

    static CommandTarget()
    {
        // Never asked for over a network.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "id");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "secret");
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        Environment.SetEnvironmentVariable(Repository.RootVariable, Samples.Repository());
        // The user's own audit log is out of reach.
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", "/dev/null/state");
    }

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. CommandLines.All
            .Where(known => known.Line.StartsWith(group + " ", StringComparison.Ordinal) || known.Line == group)
            .Select(static known => Encoding.UTF8.GetBytes(new JsonObject { ["args"] = new JsonArray([.. known.Line.Split(' ').Select(static argument => (JsonNode)argument)]) }.ToJsonString())),
    ];

    /// <summary>The queues as the command sees them; a planted bug stands here.</summary>
    protected OperatorQueues Queues => _connection.Queues;

    private string Folder => Path.Combine(_temporary.Path, "input");

    private CommandRun Commands => _run ??= new CommandRun(Repository.Find(_connection));

    public override byte[] Mutate(byte[] parent, Dice dice)
    {
        var input = JsonNode.Parse(parent)!.AsObject();
        var arguments = input["args"]!.AsArray().Select(static argument => argument!.GetValue<string>()).ToList();
        var odd = new Oddities(dice);
        var line = string.Join(' ', arguments);
        if (line.StartsWith("dlq", StringComparison.Ordinal) || line.Contains("history", StringComparison.Ordinal) || line.Contains("on-failure", StringComparison.Ordinal))
        {
            input["letters"] = odd.Letters(line.Contains("order-events-dlq", StringComparison.Ordinal) || line.Contains("on-failure", StringComparison.Ordinal)
                ? Deployed.EventsDlq
                : line.Contains("consumer:", StringComparison.Ordinal) ? Deployed.ConsumerDlq : Deployed.OrdersDlq);
        }

        if (group is CommandLines.Order or CommandLines.Events || line.Contains("--wait", StringComparison.Ordinal))
        {
            input["rows"] = odd.Rows();
        }

        if (line.Contains("tail", StringComparison.Ordinal) || line.Contains("on-failure", StringComparison.Ordinal))
        {
            input["records"] = odd.Records();
        }

        if (line.Contains("report", StringComparison.Ordinal) || dice.Hits(0.05))
        {
            Put(input, "files", "audit", odd.AuditLines());
        }

        if (line.Contains("import", StringComparison.Ordinal))
        {
            Put(input, "files", "import", odd.ImportLines());
        }

        if (line.Contains(" edit ", StringComparison.Ordinal))
        {
            Put(input, "files", "edited", odd.Edited());
        }

        if (group == CommandLines.Status && dice.Hits(0.7))
        {
            input["metrics"] = odd.MetricsAnswer();
        }

        if (dice.Hits(group == CommandLines.Status ? 0.4 : 0.08))
        {
            input["odd"] = odd.Odd();
        }

        if (dice.Hits(0.2))
        {
            input["args"] = new JsonArray([.. odd.Arguments(arguments, Commands.OptionsOf(arguments)).Select(static argument => (JsonNode)argument)]);
        }

        if (dice.Hits(0.01))
        {
            Put(input, "files", "settings", odd.Settings(Settings));
            input["args"]!.AsArray().Add((JsonNode)"--settings");
            input["args"]!.AsArray().Add((JsonNode)"{tmp}/settings");
        }

        if (dice.Hits(0.005))
        {
            input["variables"] = odd.Variable();
        }

        return Encoding.UTF8.GetBytes(input.ToJsonString());
    }

    public override string Run(byte[] input)
    {
        if (Scenario.Read(input) is not { } scenario || !IsSafe(scenario.Arguments))
        {
            return "no input";
        }

        var isAlone = scenario.Variables.Count > 0 || scenario.Arguments.Contains("edit");
        var before = new Dictionary<string, string?>();
        Enter(isAlone);
        try
        {
            foreach (var (name, value) in scenario.Variables.Append(new("EDITOR", $"2>/dev/null cp {Folder}/edited")).Where(_ => isAlone))
            {
                before[name] = Environment.GetEnvironmentVariable(name);
                Environment.SetEnvironmentVariable(name, Fill(value, scenario));
            }

            return Judge(scenario);
        }
        finally
        {
            foreach (var (name, value) in before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            Exit(isAlone);
        }
    }

    protected override void Dispose(bool disposing) => _temporary.Dispose();

    /// <summary>Runs the command; a planted bug stands here.</summary>
    protected virtual CommandResult Run(IReadOnlyList<string> arguments, Scenario scenario) =>
        Commands.Run(arguments, _connection, [.. scenario.RecordItems, Known.Record], scenario.Metrics);

    private string Judge(Scenario scenario)
    {
        Prepare(scenario);
        CommandResult result;
        try
        {
            result = Run([.. scenario.Arguments.Select(argument => Fill(argument, scenario))], scenario);
        }
        catch (Exception exception) when (exception is not Escape)
        {
            throw CommandRun.EscapeOf(exception);
        }

        var judge = new CommandJudge(scenario, result, _connection.Queues, name => Path.Combine(Folder, name));
        judge.Check();
        return $"{string.Join(' ', scenario.Arguments.Take(2).TakeWhile(static argument => !argument.StartsWith('-')))} {result.ExitCode}";
    }

    private void Prepare(Scenario scenario)
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        Directory.CreateDirectory(Folder);

        foreach (var (name, text) in scenario.Files.Where(static file => file.Key is "audit" or "import" or "settings" or "edited"))
        {
            // The healthy line stands beside the odd ones, where a file has lines.
            File.WriteAllText(Path.Combine(Folder, name), name switch { "audit" => $"{text}\n{Known.AuditLine}\n", "import" => $"{text}\n{Known.ImportLine}\n", _ => text });
        }

        _connection.ReadsOptions.Value = scenario.Variables.Count > 0 || scenario.Arguments.Any(static argument => argument.StartsWith("--region", StringComparison.Ordinal)
            || argument.StartsWith("--profile", StringComparison.Ordinal) || argument.Contains("endpoint", StringComparison.Ordinal));
        _connection.Queues.Begin(scenario.LetterItems.Concat(Known.Letters), scenario.Odd);
        _connection.Table.Begin([.. scenario.RowItems, Known.RowItem], scenario.Odd);
    }

    private string Fill(string argument, Scenario scenario) => argument
        .Replace("{tmp}", Folder, StringComparison.Ordinal)
        .Replace("{letter}", scenario.Arguments.Contains("consumer:fulfilment") ? Known.ConsumerLetter : Known.Letter, StringComparison.Ordinal)
        .Replace("{odd-letter}", Known.OddLetter(0), StringComparison.Ordinal)
        .Replace("{row}", Known.Row, StringComparison.Ordinal)
        .Replace("{odd-row}", Oddities.OddRow(0), StringComparison.Ordinal)
        .Replace("{count}", (1 + scenario.LetterItems.Count(letter => letter.Queue == CommandJudge.QueueOf(scenario))).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static void Put(JsonObject input, string group, string name, string text)
    {
        input[group] ??= new JsonObject();
        input[group]![name] = text;
    }

    // An input that shrinking made must not run another command, nor write elsewhere.
    private bool IsSafe(IReadOnlyList<string> arguments)
    {
        static bool IsPath(string value) => value.Length == 0 || value == "{tmp}" || (value.StartsWith("{tmp}/", StringComparison.Ordinal) && !value.Contains("..", StringComparison.Ordinal));
        return arguments is [var first, ..] && first == group
            // No command line of a system can hold it.
            && !arguments.Any(static argument => argument.Contains('\0', StringComparison.Ordinal))
            && !arguments.Where((argument, at) => CommandLines.Paths.Any(path => argument == path
                ? at + 1 < arguments.Count && !IsPath(arguments[at + 1])
                : argument.StartsWith(path + "=", StringComparison.Ordinal) || argument.StartsWith(path + ":", StringComparison.Ordinal) || (path == "-o" && argument.StartsWith("-o", StringComparison.Ordinal)))).Any()
            // Without a place of its own it would write to the program's standard output, or to the user's own log.
            && (!arguments.Contains("export") || arguments.Contains("--output"))
            && (!(arguments.Contains("--yes") || arguments.Contains("export") || arguments.Contains("discard") || arguments.Contains("--show-pii")) || arguments.Contains("--audit"));
    }

    private static void Enter(bool isAlone)
    {
        if (isAlone)
        {
            Alone.EnterWriteLock();
        }
        else
        {
            Alone.EnterReadLock();
        }
    }

    private static void Exit(bool isAlone)
    {
        if (isAlone)
        {
            Alone.ExitWriteLock();
        }
        else
        {
            Alone.ExitReadLock();
        }
    }
}

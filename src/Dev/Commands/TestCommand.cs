using System.CommandLine;
using System.Globalization;
using Orders.Cli.Options;
using Orders.Dev.Functions;
using Orders.Dev.Testing;
using Orders.Local.Emulators;
using Orders.Operations.Failures;
using Orders.Operations.Programs;
using Orders.Operations.Terminal;

namespace Orders.Dev.Commands;

/// <summary><c>orders test</c>: runs the named suites, or all that take at most some minutes.</summary>
internal static class TestCommand
{
    private const decimal QuickSeeds = 50;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(20);

    public static Command Create(Repository repository)
    {
        var suites = new Argument<string[]>("suite")
        {
            Description = $"The suites to run: {string.Join(", ", TestSuite.All.Select(static suite => suite.Name))}. Default: all except mutants, which plants bugs and takes many minutes.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        suites.AcceptOnly([.. TestSuite.All.Select(static suite => suite.Name)]);
        var quick = new Option<bool>("--quick") { Description = "Run before each commit: unit, contract, and 50 seeds of the simulation. At most 90 seconds once built." };
        var filter = new Option<string?>("--class") { Description = "Only test classes with this name; * matches any text." };
        var seeds = NumberOption.CreateInteger("--seeds", "The number of seeds that the suite faults simulates. Default: 500, or as many as fit in a minute.", 1, ulong.MaxValue);
        var seed = NumberOption.CreateInteger("--seed", "The only seed that the suite faults simulates, and the number of the only input that it fuzzes with.", 0, ulong.MaxValue);
        var inputs = NumberOption.CreateInteger("--inputs", "The number of inputs with which the suite faults fuzzes the entry points, and the operators' commands. Default: as many as fit in a few seconds.", 1, ulong.MaxValue);
        var input = new Option<string?>("--input") { Description = "The only input that the suite faults fuzzes with, from a file that it wrote." };
        input.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !File.Exists(token.Value))
            {
                result.AddError($"--input {Repository.FileRule}");
            }
        });
        var guided = new Option<bool>("--guided") { Description = "Fuzz guided by coverage: an instrumented copy, slower and on one core." };
        var backlog = NumberOption.CreateInteger("--backlog", "The number of messages in the backlog that the suite integration drains, with native functions. Default: 10,000, without native functions.", 100, 1_000_000);
        var command = new Command("test", "Run the tests.") { suites, quick, filter, seeds, seed, inputs, input, guided, backlog };
        command.AddRule(result =>
        {
            if (result.GetValue(quick) && result.GetValue(suites) is { Length: > 0 })
            {
                result.AddError("--quick selects its own suites: leave SUITE out");
            }
        });
        command.SetAction((result, cancellationToken) =>
        {
            var isQuick = result.GetValue(quick);
            var names = result.GetValue(suites) ?? [];
            Pass("ORDERS_FAULT_SEEDS", (ulong?)(result.GetValue(seeds) ?? (isQuick ? QuickSeeds : null)));
            Pass("ORDERS_FAULT_SEED", (ulong?)result.GetValue(seed));
            Pass("ORDERS_FUZZ_INPUTS", (ulong?)result.GetValue(inputs));
            Pass("ORDERS_FUZZ_INPUT", result.GetValue(input) is { } file ? Path.GetFullPath(file) : null);
            Pass("ORDERS_BACKLOG", (ulong?)result.GetValue(backlog));
            Pass("ORDERS_FUZZ_GUIDED", result.GetValue(guided) ? "1" : null);
            // Mutants, and counts that the user chose, may take hours.
            var isBounded = !names.Contains("mutants") && (result.GetValue(seeds) ?? result.GetValue(inputs) ?? result.GetValue(backlog)) is null;
            var runner = new TestRunner(repository, isBounded ? TimeLimit : Timeout.InfiniteTimeSpan);
            return RunAsync(repository, runner, isQuick ? TestSuite.Quick : TestSuite.Named(names), result.GetValue(filter) is { } name ? ["-class", name] : [], cancellationToken);
        });
        return command;
    }

    // The suites are separate programs: they read their options from the environment.
    private static void Pass(string variable, ulong? number) => Pass(variable, number?.ToString(CultureInfo.InvariantCulture));

    private static void Pass(string variable, string? value)
    {
        if (value is not null)
        {
            Environment.SetEnvironmentVariable(variable, value);
        }
    }

    private static async Task<int> RunAsync(
        Repository repository, TestRunner runner, IReadOnlyList<TestSuite> suites, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await Progress.RunAsync("Building the tests", async say =>
        {
            await BuildAsync(repository, cancellationToken);
            await NpmInstaller.OfEmulators(repository.Emulators, TimeProvider.System, say).EnsureInstalledAsync(cancellationToken);
            if (suites.Any(static suite => suite.RunsFunctions))
            {
                await new FunctionBuilder(repository).EnsureBuiltAsync(FunctionBuilder.Deployed, say, cancellationToken);
            }

            return suites.Count;
        });

        var reports = await new TestRun(runner.RunAsync, Console.WriteLine).RunAsync(suites, arguments, cancellationToken);
        var total = reports.Aggregate(default(TestCount), static (sum, report) => sum + report.Count);
        foreach (var line in TestReport.Describe(reports.SelectMany(static report => report.Skips)))
        {
            Console.WriteLine(line);
        }

        // On a line of its own, in a form that log readers can rely on.
        Console.WriteLine(total);
        return total.Failed == 0 && total.Passed > 0 ? ExitCodes.Success : ExitCodes.Failed;
    }

    // Builds the suites and their dependencies; benchmarks are built when they run.
    private static async Task BuildAsync(Repository repository, CancellationToken cancellationToken)
    {
        var (status, output) = await ExternalProgram.RunAsync(
            "dotnet", ["build", Path.Combine("tests", "Orders.Tests.slnf"), "-c", "Release", "-nologo", "-v:quiet"], repository.Root, cancellationToken);
        if (status != 0)
        {
            throw new CommandException($"The tests cannot be built (status {status}):\n{output}");
        }
    }
}

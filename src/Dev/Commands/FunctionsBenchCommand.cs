using System.CommandLine;
using System.Globalization;
using Orders.Cli.Options;
using Orders.Dev.Benching;
using Orders.Dev.Functions;
using Orders.Operations.Terminal;

namespace Orders.Dev.Commands;

/// <summary><c>orders bench functions</c>: measures the functions as deployed, on one core, beside a minimal program.</summary>
internal static class FunctionsBenchCommand
{
    private static readonly string[] Programs = ["Floor", "ParseOnly", "PeerProcessors"];

    public static Command Create(Repository repository)
    {
        var rounds = NumberOption.CreateInteger("--rounds", "How often each function is started and measured. Default: 9.", 1, 1000);
        var only = new Option<string?>("--only") { Description = "Measure only benchmarks whose name contains this, such as 'processor, SQS'. Default: all." };
        var invocations = NumberOption.CreateInteger("--invocations", "Warm invocations a round. Default: 400.", 1, 1_000_000);
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var check = new Option<bool>("--check") { Description = "Fail if a ratio is worse than in benchmarks/baseline.json." };
        var update = new Option<bool>("--update-baseline") { Description = "Write this run's ratios to benchmarks/baseline.json." };
        var charts = new Option<bool>("--update-charts") { Description = "Draw this run's charts for docs/performance.md." };
        var command = new Command("functions", "Measure the functions as native binaries: start, cold and warm, CPU, memory, size.")
        {
            rounds, only, invocations, json, check, update, charts,
        };
        command.AddRule(result =>
        {
            if ((result.GetValue(update) || result.GetValue(charts)) && result.GetValue(only) is not null)
            {
                result.AddError("--update-baseline and --update-charts need all benchmarks: leave --only out.");
            }
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            var harness = await Progress.RunAsync("Building the benchmarks", say => BuildAsync(repository, say, cancellationToken));
            string[] arguments =
            [
                harness, "--root", repository.Root, "--rounds", (result.GetValue(rounds) ?? 9).ToString(CultureInfo.InvariantCulture),
                .. result.GetValue(only) is { } name ? ["--only", name] : Array.Empty<string>(),
                .. result.GetValue(invocations) is { } number ? ["--invocations", number.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
                .. result.GetValue(json) ? ["--json"] : Array.Empty<string>(),
                .. result.GetValue(check) ? ["--check"] : Array.Empty<string>(),
                .. result.GetValue(charts) ? ["--charts", Path.Combine(repository.Root, "docs", "images")] : Array.Empty<string>(),
                .. result.GetValue(update) ? ["--update-baseline"] : Array.Empty<string>(),
            ];
            return await BenchmarkProgram.RunAsync(OnOneCore(arguments), cancellationToken);
        });
        return command;
    }

    private static async Task<string> BuildAsync(Repository repository, Action<string> say, CancellationToken cancellationToken)
    {
        await new FunctionBuilder(repository).EnsurePublishedAsync(TargetArchitecture.Host, say, cancellationToken);
        foreach (var program in Programs)
        {
            say($"Building benchmarks/{program} as a native binary");
            await BenchmarkProgram.PublishAsync(repository, program, TargetArchitecture.Host.RuntimeIdentifier, cancellationToken);
        }

        return await BenchmarkProgram.BuildAsync(repository, "Functions", "bench-functions", cancellationToken);
    }

    // The stubs and the function share one core, so that work of one while the other waits costs it nothing. The last core has the fewest interrupts.
    private static string[] OnOneCore(string[] arguments) => File.Exists("/usr/bin/taskset")
        ? ["/usr/bin/taskset", "-c", (Environment.ProcessorCount - 1).ToString(CultureInfo.InvariantCulture), "dotnet", .. arguments]
        : ["dotnet", .. arguments];
}

using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Benching;
using Orders.Operations.Terminal;

namespace Orders.Dev.Commands;

/// <summary><c>orders bench micro</c>: measures the steps of an order one by one, and their allocations.</summary>
internal static class MicroBenchCommand
{
    public static Command Create(Repository repository)
    {
        var filter = new Option<string>("--filter")
        {
            Description = "Run only benchmarks whose full name matches this, such as '*Steps*'. Default: all.",
            DefaultValueFactory = static _ => "*",
        };
        var command = new Command("micro", "Measure decoding, each step of an order and whole invocations: time and allocated memory, by BenchmarkDotNet.") { filter };
        command.SetAction(async (result, cancellationToken) =>
        {
            var program = await Progress.RunAsync(
                "Building the benchmarks", _ => BenchmarkProgram.BuildAsync(repository, "Micro", "bench-micro", cancellationToken));
            return await BenchmarkProgram.RunAsync(
                ["dotnet", program, "--filter", result.GetValue(filter)!, "--artifacts", Path.Combine(repository.Artifacts, "benchmarks")], cancellationToken);
        });
        return command;
    }
}

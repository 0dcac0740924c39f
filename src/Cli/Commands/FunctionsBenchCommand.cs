using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Orders.Cli.Cost;
using Orders.Cli.Functions;
using Orders.Cli.Terminal;

namespace Orders.Cli.Commands;

/// <summary><c>orders bench functions</c>: what the functions take, as they are deployed, on one core and beside the least that can be done.</summary>
internal static class FunctionsBenchCommand
{
    private static readonly string[] Programs = ["Floor", "ParseOnly"];

    public static Command Create(Repository repository)
    {
        var rounds = NumberOption.CreateInteger("--rounds", "How often each function is started and measured. Default: 9.", 1, 1000);
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
        var check = new Option<bool>("--check") { Description = "Fail where a ratio is worse than in benchmarks/baseline.json." };
        var update = new Option<bool>("--update-baseline") { Description = "Write this run's ratios to benchmarks/baseline.json." };
        var command = new Command("functions", "Measure the functions as native binaries: start, cold and warm, CPU, memory, size.") { rounds, json, check, update };
        command.SetAction(async (result, cancellationToken) =>
        {
            var harness = await Progress.RunAsync("Building the benchmarks", say => BuildAsync(repository, say, cancellationToken));
            string[] arguments =
            [
                harness, "--root", repository.Root, "--rounds", (result.GetValue(rounds) ?? 9).ToString(CultureInfo.InvariantCulture),
                .. result.GetValue(json) ? ["--json"] : Array.Empty<string>(),
                .. result.GetValue(check) ? ["--check"] : Array.Empty<string>(),
                .. result.GetValue(update) ? ["--update-baseline"] : Array.Empty<string>(),
            ];
            return await RunOnOneCoreAsync(arguments, cancellationToken);
        });
        return command;
    }

    private static async Task<string> BuildAsync(Repository repository, Action<string> say, CancellationToken cancellationToken)
    {
        await new FunctionBuilder(repository).EnsurePublishedAsync(TargetArchitecture.Host, say, cancellationToken);
        foreach (var program in Programs)
        {
            say($"Building benchmarks/{program} as a native binary");
            await DotnetAsync(repository, ["publish", Path.Combine("benchmarks", program), "-r", TargetArchitecture.Host.RuntimeIdentifier], cancellationToken);
        }

        await DotnetAsync(repository, ["build", Path.Combine("benchmarks", "Functions")], cancellationToken);
        return Path.Combine(repository.Artifacts, "bin", "Orders.Benchmarks.Functions", "release", "bench-functions.dll");
    }

    private static async Task DotnetAsync(Repository repository, string[] arguments, CancellationToken cancellationToken)
    {
        var (status, output) = await ExternalProgram.RunAsync(
            "dotnet", [.. arguments, "-c", "Release", "-nologo", "-v:quiet"], repository.Root, cancellationToken);
        if (status != 0)
        {
            throw new CommandException($"The benchmarks cannot be built (status {status}):\n{output}");
        }
    }

    // The stubs and the function share one core: what one does while the other waits then costs it nothing. The last core has the fewest interrupts.
    private static async Task<int> RunOnOneCoreAsync(string[] arguments, CancellationToken cancellationToken)
    {
        string[] command = File.Exists("/usr/bin/taskset")
            ? ["/usr/bin/taskset", "-c", (Environment.ProcessorCount - 1).ToString(CultureInfo.InvariantCulture), "dotnet", .. arguments]
            : ["dotnet", .. arguments];
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false })!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0 ? ExitCodes.Success : ExitCodes.Failed;
    }
}

using System.Diagnostics;
using Orders.Cli.Options;
using Orders.Operations.Failures;
using Orders.Operations.Programs;

namespace Orders.Dev.Benching;

/// <summary>Builds and runs the programs of <c>benchmarks/</c>, which are no part of the command.</summary>
internal static class BenchmarkProgram
{
    /// <summary>Builds one.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="project">As in <c>benchmarks/</c>.</param>
    /// <param name="assembly">What it is called, built.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <returns>The program, for <c>dotnet</c> to run.</returns>
    /// <exception cref="CommandException">It cannot be built.</exception>
    public static async Task<string> BuildAsync(Repository repository, string project, string assembly, CancellationToken cancellationToken)
    {
        await DotnetAsync(repository, ["build", Path.Combine("benchmarks", project)], cancellationToken);
        return Path.Combine(repository.Artifacts, "bin", $"Orders.Benchmarks.{project}", "release", $"{assembly}.dll");
    }

    /// <summary>Publishes one as a native binary.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="project">As in <c>benchmarks/</c>.</param>
    /// <param name="runtimeIdentifier">For which machine.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="CommandException">It cannot be built.</exception>
    public static Task PublishAsync(Repository repository, string project, string runtimeIdentifier, CancellationToken cancellationToken) =>
        DotnetAsync(repository, ["publish", Path.Combine("benchmarks", project), "-r", runtimeIdentifier], cancellationToken);

    /// <summary>Runs a program with this one's terminal.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancellationToken">Ends it and what it started.</param>
    /// <returns>The command's exit status.</returns>
    public static async Task<int> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false })!;
        return await ExternalProgram.WaitAsync(process, cancellationToken) == 0 ? ExitCodes.Success : ExitCodes.Failed;
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
}

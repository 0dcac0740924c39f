using System.Diagnostics;
using Orders.Cli.Options;
using Orders.Operations.Failures;
using Orders.Operations.Programs;

namespace Orders.Dev.Benching;

/// <summary>Builds and runs the programs of <c>benchmarks/</c>.</summary>
internal static class BenchmarkProgram
{
    /// <summary>Builds a program.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="project">The project's name in <c>benchmarks/</c>.</param>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="cancellationToken">Cancels the build.</param>
    /// <returns>The path of the program, for <c>dotnet</c> to run.</returns>
    /// <exception cref="CommandException">The build fails.</exception>
    public static async Task<string> BuildAsync(Repository repository, string project, string assembly, CancellationToken cancellationToken)
    {
        await DotnetAsync(repository, ["build", Path.Combine("benchmarks", project)], cancellationToken);
        return Path.Combine(repository.Artifacts, "bin", $"Orders.Benchmarks.{project}", "release", $"{assembly}.dll");
    }

    /// <summary>Publishes a program as a native binary.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="project">The project's name in <c>benchmarks/</c>.</param>
    /// <param name="runtimeIdentifier">The target's runtime identifier.</param>
    /// <param name="cancellationToken">Cancels the build.</param>
    /// <exception cref="CommandException">The build fails.</exception>
    public static Task PublishAsync(Repository repository, string project, string runtimeIdentifier, CancellationToken cancellationToken) =>
        DotnetAsync(repository, ["publish", Path.Combine("benchmarks", project), "-r", runtimeIdentifier], cancellationToken);

    /// <summary>Runs a program with this program's terminal.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancellationToken">Ends the program and its children.</param>
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

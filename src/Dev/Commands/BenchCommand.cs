using System.CommandLine;
using Orders.Cli.Options;

namespace Orders.Dev.Commands;

/// <summary><c>orders bench</c>: the benchmarks.</summary>
internal static class BenchCommand
{
    public static Command Create(Repository repository) => new("bench", "Measure speed on this machine.")
    {
        FunctionsBenchCommand.Create(repository),
        MicroBenchCommand.Create(repository),
        PipelineBenchCommand.Create(repository),
    };
}

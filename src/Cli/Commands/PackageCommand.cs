using System.CommandLine;
using Orders.Cli.Functions;
using Orders.Cli.Packaging;
using Orders.Cli.Terminal;

namespace Orders.Cli.Commands;

/// <summary><c>orders package</c>: the functions as Lambda takes them.</summary>
internal static class PackageCommand
{
    public static Command Create(Repository repository)
    {
        var architecture = new Option<string>("--arch") { Description = "The processor: arm64 or x64.", DefaultValueFactory = _ => TargetArchitecture.Arm64.Name };
        architecture.AcceptOnlyFromAmong([.. TargetArchitecture.All.Select(static target => target.Name)]);
        var folder = new Option<string?>("--out") { Description = "The folder for the packages. Default: artifacts/packages." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("package", "Make a zip of each function for Lambda, as a native binary, and check that it will start there.")
        {
            architecture, folder, json,
        };
        command.SetAction((result, cancellationToken) =>
        {
            var target = TargetArchitecture.All.Single(target => target.Name == result.GetValue(architecture));
            var path = Path.GetFullPath(result.GetValue(folder) ?? Path.Combine(repository.Artifacts, "packages"));
            return RunAsync(repository, target, path, result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Repository repository, TargetArchitecture target, string folder, bool json, CancellationToken cancellationToken)
    {
        var report = await Progress.RunAsync("Looking for the functions' binaries", async say =>
        {
            var binaries = await new FunctionBuilder(repository).EnsurePublishedAsync(target, say, cancellationToken);
            return await new Packager(target, say).PackAsync(binaries, folder, cancellationToken);
        });
        if (json)
        {
            Console.WriteLine(report.ToJson());
        }
        else
        {
            PackageTable.Write(report);
        }

        return ExitCodes.Success;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Orders.Cli.Options;
using Orders.Dev.Functions;
using Orders.Dev.Packaging;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Dev.Commands;

/// <summary><c>orders package</c>: builds the functions' Lambda packages.</summary>
internal static class PackageCommand
{
    public static Command Create(Repository repository)
    {
        var architecture = new Option<string>("--arch") { Description = "The processor: arm64 or x64.", DefaultValueFactory = _ => TargetArchitecture.Arm64.Name };
        architecture.AcceptOnly([.. TargetArchitecture.All.Select(static target => target.Name)]);
        var folder = new Option<string?>("--out") { Description = "The folder for the packages. Default: artifacts/packages." };
        var cli = new Option<bool>("--cli") { Description = "Build the operators' command as one native binary instead: orders-arm64 or orders-x64." };
        var tool = new Option<bool>("--tool") { Description = "Pack the operators' command as a .NET tool instead, for macOS, Windows and other systems with .NET: Orders.Cli.nupkg." };
        var systemRoots = new Option<bool>("--system-roots") { Description = "Leave Amazon's root certificates out. The functions then load all of the system's roots, which takes most of a cold start's CPU time." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("package", "Build a Lambda zip of each function as a native binary, and check that it will start on Lambda.")
        {
            architecture, folder, cli, tool, systemRoots, json,
        };
        command.AddRule(result =>
        {
            if (result.GetValue(cli) && result.GetValue(tool))
            {
                result.AddError("--cli and --tool exclude each other");
            }
        });
        command.SetAction((result, cancellationToken) =>
        {
            var target = TargetArchitecture.All.Single(target => target.Name == result.GetValue(architecture));
            var path = Path.GetFullPath(result.GetValue(folder) ?? Path.Combine(repository.Artifacts, "packages"));
            return result.GetValue(cli) ? PackCommandAsync(say => new CommandPackager(repository, target, say).PackAsync(path, cancellationToken), result.GetValue(json))
                : result.GetValue(tool) ? PackCommandAsync(_ => new ToolPackager(repository).PackAsync(path, cancellationToken), result.GetValue(json))
                : RunAsync(repository, target, path, !result.GetValue(systemRoots), result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Repository repository, TargetArchitecture target, string folder, bool withRoots, bool json, CancellationToken cancellationToken)
    {
        var report = await Progress.RunAsync("Looking for the functions' binaries", async say =>
        {
            var binaries = await new FunctionBuilder(repository).EnsurePublishedAsync(target, say, cancellationToken);
            return await new Packager(target, say, withRoots).PackAsync(binaries, folder, cancellationToken);
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

    private static async Task<int> PackCommandAsync(Func<Action<string>, Task<CommandPackage>> pack, bool json)
    {
        var package = await Progress.RunAsync("Publishing the command", pack);
        Console.WriteLine(json
            ? JsonSerializer.Serialize(package, PackageJsonContext.Default.CommandPackage)
            : $"{package.File}: {package.Bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes, SHA-256 {package.Sha256}");
        return ExitCodes.Success;
    }
}

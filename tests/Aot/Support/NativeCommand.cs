using Orders.Cli.Options;
using Orders.Dev.Functions;
using Orders.Dev.Packaging;
using Orders.Tests.Aot.Support;

[assembly: AssemblyFixture(typeof(NativeCommand))]

namespace Orders.Tests.Aot.Support;

/// <summary>The <c>orders</c> command as the one native binary that operators get, in a folder with nothing of the repository around it.</summary>
public sealed class NativeCommand : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("orders-command-").FullName;
    readonly Lazy<Task<CommandPackage>> _package;
    readonly Lazy<Task<string>> _arm64;
    readonly Lazy<Task<string>> _tool;

    // One after the other: all three build one project.
    public NativeCommand()
    {
        _package = new(() => new CommandPackager(Repository.Find(), TargetArchitecture.Host, Console.WriteLine).PackAsync(_folder, CancellationToken.None));
        _arm64 = new(PackArm64Async);
        _tool = new(PackToolAsync);
    }

    /// <summary>Runs it; where it cannot be made the test is skipped.</summary>
    /// <param name="environment">What it has in its environment beside what every program needs.</param>
    /// <param name="arguments">The command line.</param>
    internal async Task<CommandOutput> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Assert.SkipUnless(FunctionBuilder.CanLink, NativeFunctions.NoLinker);
        var binary = (await _package.Value).File;
        return await CommandOutput.OfAsync(binary, arguments, environment, _folder);
    }

    /// <summary>Runs it at a terminal, with what somebody types; without the program <c>script</c>, which makes one, the test is skipped.</summary>
    /// <returns>Its status, and what the terminal shows.</returns>
    internal async Task<(int Status, string Output)> RunAtTerminalAsync(IReadOnlyDictionary<string, string> environment, string typed, params string[] arguments)
    {
        Assert.SkipUnless(FunctionBuilder.CanLink, NativeFunctions.NoLinker);
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "The program that makes a terminal is missing (Debian: bsdutils).");
        var binary = (await _package.Value).File;
        var run = await CommandOutput.OfAsync("/usr/bin/script", ["-qec", $"{binary} {string.Join(' ', arguments)}", "/dev/null"], environment, _folder, typed);
        return (run.Status, run.Output);
    }

    /// <summary>Returns what starts the binary for arm64. Where it cannot be linked or run the test is skipped.</summary>
    internal async Task<IReadOnlyList<string>> Arm64Async()
    {
        Arm64Packages.SkipUnlessRun(callsAws: true);
        return Arm64Packages.Command(await _arm64.Value);
    }

    /// <summary>Returns the program of the .NET tool, installed from a folder.</summary>
    internal Task<string> ToolAsync() => _tool.Value;

    async Task<string> PackArm64Async()
    {
        if (FunctionBuilder.CanLink)
        {
            await _package.Value;
        }

        return (await new CommandPackager(Repository.Find(), TargetArchitecture.Arm64, Console.WriteLine).PackAsync(_folder, CancellationToken.None)).File;
    }

    async Task<string> PackToolAsync()
    {
        if (FunctionBuilder.CanLink)
        {
            await _package.Value;
        }

        if (_arm64.IsValueCreated)
        {
            await _arm64.Value;
        }

        var package = await new ToolPackager(Repository.Find()).PackAsync(Path.Combine(_folder, "feed"), CancellationToken.None);
        var install = await CommandOutput.OfAsync(
            "dotnet",
            ["tool", "install", "--tool-path", Path.Combine(_folder, "tool"), "--source", Path.GetDirectoryName(package.File)!, "Orders.Cli"],
            new Dictionary<string, string> { ["DOTNET_CLI_HOME"] = _folder },
            _folder);
        Assert.True(install.Status == 0, install.Output + install.Errors);
        return Path.Combine(_folder, "tool", "orders");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

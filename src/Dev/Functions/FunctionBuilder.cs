using Orders.Cli.Options;
using Orders.Operations.Failures;
using Orders.Operations.Programs;

namespace Orders.Dev.Functions;

/// <summary>Builds the functions if they are missing or older than their source.</summary>
internal sealed class FunctionBuilder(Repository repository)
{
    private static readonly (string Project, string Executable)[] Functions =
    [
        ("Ingest", "orders-ingest"),
        ("Processor", "orders-processor"),
        ("Notifier", "orders-notifier"),
    ];

    // Sources that all functions share; a build is as new as the newest source.
    private static readonly string[] Shared = ["Core", "AmazonLambda"];

    /// <summary>Whether this machine can link native binaries.</summary>
    public static bool CanLink => OperatingSystem.IsLinux() && Toolchain.For(TargetArchitecture.Host).Missing.Count == 0;

    /// <summary>Native if this machine can link native binaries; otherwise managed.</summary>
    public static FunctionBuild Deployed => CanLink ? FunctionBuild.Native : FunctionBuild.Managed;

    /// <summary>Whether native binaries for this machine exist and are newer than their source.</summary>
    public bool HasNative => !IsStale(Executables("publish", $"release_{TargetArchitecture.Host.RuntimeIdentifier}"));

    /// <summary>Returns the commands that start the functions on this machine; builds them if needed.</summary>
    /// <exception cref="CommandException">The build fails.</exception>
    public Task<FunctionCommands> EnsureBuiltAsync(FunctionBuild build, Action<string> say, CancellationToken cancellationToken) => build switch
    {
        FunctionBuild.Native => EnsurePublishedAsync(TargetArchitecture.Host, say, cancellationToken),
        FunctionBuild.Debug => EnsureAsync("bin", "debug", ["-t:Build", "-p:Configuration=Debug"], "Building the three functions for a debugger (about ten seconds)", say, cancellationToken),
        _ => EnsureAsync("bin", "release", ["-t:Build"], "Building the three functions for the .NET runtime (about ten seconds)", say, cancellationToken),
    };

    /// <summary>Returns the native binaries for an architecture; builds them if needed.</summary>
    /// <exception cref="CommandException">The build fails, or this machine lacks tools for it.</exception>
    public Task<FunctionCommands> EnsurePublishedAsync(TargetArchitecture target, Action<string> say, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new CommandException("Native binaries for Lambda are linked on Linux only.");
        }

        var tools = Toolchain.For(target);
        return tools.Missing.Count == 0
            ? EnsureAsync(
                "publish",
                $"release_{target.RuntimeIdentifier}",
                ["-t:Publish", $"-p:Rid={target.RuntimeIdentifier}", .. tools.BuildArguments],
                $"Building the three functions as native binaries for {target.Name} (once; one to three minutes)",
                say,
                cancellationToken)
            : throw Toolchain.IsMissing(target, tools);
    }

    private async Task<FunctionCommands> EnsureAsync(
        string kind, string configuration, string[] arguments, string what, Action<string> say, CancellationToken cancellationToken)
    {
        var executables = Executables(kind, configuration);
        if (IsStale(executables))
        {
            say(what);
            await BuildAsync(arguments, executables, cancellationToken);
        }

        return new FunctionCommands([executables[0]], [executables[1]], [executables[2]]);
    }

    private async Task BuildAsync(string[] arguments, string[] executables, CancellationToken cancellationToken)
    {
        var (status, output) = await ExternalProgram.RunAsync(
            "dotnet", ["msbuild", Path.Combine("src", "Functions.proj"), "-nologo", "-v:quiet", "-m", .. arguments], repository.Root, cancellationToken);
        if (status != 0)
        {
            throw new CommandException($"The functions cannot be built (status {status}):\n{output}");
        }

        // An up-to-date build leaves its files unchanged; the next command must not take them for stale.
        foreach (var executable in executables)
        {
            File.SetLastWriteTimeUtc(executable, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }

    private string[] Executables(string kind, string configuration) =>
        Array.ConvertAll(Functions, function => Path.Combine(repository.Artifacts, kind, $"Orders.{function.Project}", configuration, function.Executable));

    private bool IsStale(string[] executables) => Functions.Zip(executables).Any(function => IsStale(function.First.Project, function.Second));

    private bool IsStale(string project, string executable)
    {
        if (!File.Exists(executable))
        {
            return true;
        }

        var built = File.GetLastWriteTimeUtc(executable);
        // Folders are included: a deleted file changes only its folder's time.
        var sources = Shared.Append(project)
            .Select(name => Path.Combine(repository.Root, "src", name))
            .SelectMany(static folder => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
            .Concat(Directory.EnumerateFiles(repository.Root, "Directory.*.props"))
            .Concat(Directory.EnumerateFiles(Path.Combine(repository.Root, "src"), "*.p*"))
            .Append(Path.Combine(repository.Root, "global.json"));
        return sources.Any(source => !source.EndsWith(".lock.json", StringComparison.Ordinal) && File.GetLastWriteTimeUtc(source) > built);
    }
}

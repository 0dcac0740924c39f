using System.Runtime.InteropServices;

namespace Orders.Cli.Functions;

/// <summary>Builds the functions where they are missing or older than their source.</summary>
internal sealed class FunctionBuilder(Repository repository)
{
    private static readonly (string Project, string Executable)[] Functions =
    [
        ("Ingest", "orders-ingest"),
        ("Processor", "orders-processor"),
        ("Notifier", "orders-notifier"),
    ];

    // A build is as new as the last of what it was made from.
    private static readonly string[] Shared = ["Core", "AmazonLambda"];

    private static string RuntimeIdentifier => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    /// <summary>The commands that start the functions, built if need be.</summary>
    /// <exception cref="CommandException">The build fails.</exception>
    public async Task<FunctionCommands> EnsureBuiltAsync(FunctionBuild build, Action<string> say, CancellationToken cancellationToken)
    {
        if (Functions.Any(function => IsStale(function.Project, Executable(function, build))))
        {
            say(build == FunctionBuild.Native
                ? "Building the three functions as native binaries (once; one to three minutes)"
                : "Building the three functions");
            await BuildAsync(build, cancellationToken);
        }

        var commands = Array.ConvertAll(Functions, function => (IReadOnlyList<string>)[Executable(function, build)]);
        return new FunctionCommands(commands[0], commands[1], commands[2]);
    }

    /// <summary>How the functions are built where the user does not say: native where this machine can.</summary>
    public static FunctionBuild Default() =>
        OperatingSystem.IsLinux() && (IsOnPath("clang") || IsOnPath("gcc")) && HasZlib() ? FunctionBuild.Native : FunctionBuild.Managed;

    private async Task BuildAsync(FunctionBuild build, CancellationToken cancellationToken)
    {
        List<string> arguments = ["msbuild", Path.Combine("src", "Functions.proj"), "-nologo", "-v:quiet", "-m"];
        arguments.AddRange(build == FunctionBuild.Native
            ? ["-t:Publish", $"-p:RuntimeIdentifier={RuntimeIdentifier}", .. Linker()]
            : ["-t:Build"]);
        var (status, output) = await ExternalProgram.RunAsync("dotnet", arguments, repository.Root, cancellationToken);
        if (status != 0)
        {
            throw new CommandException($"The functions cannot be built (status {status}):\n{output}");
        }

        // An up-to-date build leaves its files as they are; the next command must not take them for stale.
        foreach (var function in Functions)
        {
            File.SetLastWriteTimeUtc(Executable(function, build), TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }

    // Native AOT links with clang unless it is told otherwise.
    private static string[] Linker() => IsOnPath("clang") ? [] : ["-p:CppCompilerAndLinker=gcc"];

    private string Executable((string Project, string Executable) function, FunctionBuild build) => Path.Combine(
        repository.Artifacts,
        build == FunctionBuild.Native ? "publish" : "bin",
        $"Orders.{function.Project}",
        build == FunctionBuild.Native ? $"release_{RuntimeIdentifier}" : "release",
        function.Executable);

    private bool IsStale(string project, string executable)
    {
        if (!File.Exists(executable))
        {
            return true;
        }

        var built = File.GetLastWriteTimeUtc(executable);
        var sources = Shared.Append(project)
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(repository.Root, "src", name), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(repository.Root, "Directory.*.props"))
            .Concat(Directory.EnumerateFiles(Path.Combine(repository.Root, "src"), "*.p*"));
        return sources.Any(source => File.GetLastWriteTimeUtc(source) > built);
    }

    private static bool IsOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    // The linker needs zlib's development files; without them the build would fail after minutes.
    private static bool HasZlib() => File.Exists("/usr/include/zlib.h");
}

using System.IO.Compression;
using Orders.Cli.Options;
using Orders.Dev.Functions;
using Orders.Dev.Packaging;
using Orders.Tests.Aot.Support;

[assembly: AssemblyFixture(typeof(Arm64Packages))]

namespace Orders.Tests.Aot.Support;

/// <summary>The packages for arm64 as <c>./orders package</c> makes them, unpacked, and what runs them on a machine of another kind.</summary>
public sealed class Arm64Packages : IDisposable
{
    /// <summary>OpenSSL as .NET loads it when a request to AWS is signed.</summary>
    const string OpenSsl = "/usr/lib/aarch64-linux-gnu/libssl.so.3";

    /// <summary>Where the C library of the cross tools is, for a machine that has no other for arm64.</summary>
    static readonly string[] SystemRoot = File.Exists("/lib/ld-linux-aarch64.so.1") ? [] : ["-L", "/usr/aarch64-linux-gnu"];

    /// <summary>QEMU's user mode under Debian's name and under that of other distributions.</summary>
    static readonly string[] Emulators = ["/usr/bin/qemu-aarch64-static", "/usr/bin/qemu-aarch64"];

    readonly string _folder = Directory.CreateTempSubdirectory("orders-arm64-").FullName;
    readonly Lazy<Task<FunctionCommands>> _commands;

    public Arm64Packages() => _commands = new(MakeAsync);

    /// <summary>What starts the <c>bootstrap</c> of each package. Where it cannot be linked or run the test is skipped.</summary>
    /// <param name="callsAws">Whether the test makes it call AWS.</param>
    internal async Task<FunctionCommands> CommandsAsync(bool callsAws = true)
    {
        SkipUnlessRun(callsAws);
        return await _commands.Value;
    }

    /// <summary>Skips the test where a binary for arm64 cannot be linked or run.</summary>
    internal static void SkipUnlessRun(bool callsAws)
    {
        var native = TargetArchitecture.Host == TargetArchitecture.Arm64;
        var missing = Toolchain.For(TargetArchitecture.Arm64).Missing;
        Assert.SkipUnless(missing.Count == 0, $"Tools that link for arm64 are missing (Debian: {string.Join(' ', missing)}).");
        Assert.SkipUnless(
            native || Array.Exists(Emulators, File.Exists), "What runs arm64 binaries is missing (Debian: qemu-user-static).");
        Assert.SkipUnless(
            native || !callsAws || File.Exists(OpenSsl), "OpenSSL for arm64 is missing (Debian: dpkg --add-architecture arm64; libssl-dev:arm64).");
    }

    /// <summary>Returns what starts a binary for arm64 on this machine.</summary>
    internal static IReadOnlyList<string> Command(string binary) =>
        TargetArchitecture.Host == TargetArchitecture.Arm64 ? [binary] : [Emulators.First(File.Exists), .. SystemRoot, binary];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    async Task<FunctionCommands> MakeAsync()
    {
        var binaries = await new FunctionBuilder(Repository.Find()).EnsurePublishedAsync(TargetArchitecture.Arm64, Console.WriteLine, CancellationToken.None);
        var report = await new Packager(TargetArchitecture.Arm64, static _ => { }).PackAsync(binaries, _folder, CancellationToken.None);
        var commands = report.Packages.Select(package => Command(Unpack(package.File))).ToList();
        return new FunctionCommands(commands[0], commands[1], commands[2]);
    }

    string Unpack(string file)
    {
        var folder = Path.Combine(_folder, Path.GetFileNameWithoutExtension(file));
        ZipFile.ExtractToDirectory(Path.Combine(_folder, file), folder);
        return Path.Combine(folder, DeploymentPackage.EntryName);
    }
}

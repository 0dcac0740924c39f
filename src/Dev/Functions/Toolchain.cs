using Orders.Operations.Failures;

namespace Orders.Dev.Functions;

/// <summary>The C tools by which Native AOT links for an architecture. They have names of their own when it is not the machine's.</summary>
/// <param name="Linker">The compiler driver that links.</param>
/// <param name="ObjCopy">What takes the debug information out of the binary.</param>
/// <param name="Missing">The Debian packages of what is not here.</param>
internal sealed record Toolchain(string Linker, string ObjCopy, IReadOnlyList<string> Missing)
{
    /// <summary>The tools on this machine.</summary>
    public static Toolchain For(TargetArchitecture target) => For(target, TargetArchitecture.Host, IsOnPath, File.Exists);

    /// <summary>The tools on any machine.</summary>
    /// <param name="target">What they link for.</param>
    /// <param name="host">What the machine is.</param>
    /// <param name="isProgram">Whether there is a program of this name.</param>
    /// <param name="isFile">Whether there is a file of this path.</param>
    public static Toolchain For(TargetArchitecture target, TargetArchitecture host, Func<string, bool> isProgram, Func<string, bool> isFile)
    {
        if (target == host)
        {
            // Whoever has one C compiler has gcc; clang beside it, as for the other architecture, changes no binary.
            var linker = isProgram("gcc") || !isProgram("clang") ? "gcc" : "clang";
            return new Toolchain(linker, "objcopy", Absent((isProgram(linker) && isProgram("objcopy"), "gcc"), (isFile("/usr/include/features.h"), "libc6-dev")));
        }

        // Native AOT passes --target, which only clang understands. Clang takes start files and linker from gcc's cross tools.
        return new Toolchain(
            "clang",
            $"{target.Triple}-objcopy",
            Absent(
                (isProgram("clang"), "clang"),
                (isProgram($"{target.Triple}-gcc") && isProgram($"{target.Triple}-objcopy"), $"gcc-{target.Triple.Replace('_', '-')}"),
                (isFile($"/usr/{target.Triple}/include/features.h"), $"libc6-dev-{(target == TargetArchitecture.X64 ? "amd64" : target.Name)}-cross")));
    }

    /// <summary>What the build is told, so that it does not look for tools by itself.</summary>
    public IReadOnlyList<string> BuildArguments => [$"-p:CppCompilerAndLinker={Linker}", $"-p:ObjCopyName={ObjCopy}"];

    /// <summary>Says which packages have the tools that are not here.</summary>
    public static CommandException IsMissing(TargetArchitecture target, Toolchain tools) =>
        new($"Tools that link for {target.Name} are missing; on Debian and Ubuntu: apt-get install {string.Join(' ', tools.Missing)}");

    private static List<string> Absent(params ReadOnlySpan<(bool IsHere, string Package)> tools)
    {
        var absent = new List<string>();
        foreach (var (isHere, package) in tools)
        {
            if (!isHere)
            {
                absent.Add(package);
            }
        }

        return absent;
    }

    private static bool IsOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}

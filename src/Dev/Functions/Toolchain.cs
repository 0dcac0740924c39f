using Orders.Operations.Failures;

namespace Orders.Dev.Functions;

/// <summary>The C tools with which Native AOT links for an architecture. Cross tools have other names.</summary>
/// <param name="Linker">The compiler driver that links.</param>
/// <param name="ObjCopy">The tool that removes the debug information from the binary.</param>
/// <param name="Missing">The Debian packages of missing tools.</param>
internal sealed record Toolchain(string Linker, string ObjCopy, IReadOnlyList<string> Missing)
{
    /// <summary>Returns the tools on this machine.</summary>
    public static Toolchain For(TargetArchitecture target) => For(target, TargetArchitecture.Host, IsOnPath, File.Exists);

    /// <summary>Returns the tools on any machine.</summary>
    /// <param name="target">The architecture to link for.</param>
    /// <param name="host">The machine's architecture.</param>
    /// <param name="isProgram">Whether a program of this name exists.</param>
    /// <param name="isFile">Whether a file with this path exists.</param>
    public static Toolchain For(TargetArchitecture target, TargetArchitecture host, Func<string, bool> isProgram, Func<string, bool> isFile)
    {
        if (target == host)
        {
            // gcc is preferred, so that installing clang for the other architecture changes no binary.
            var linker = isProgram("gcc") || !isProgram("clang") ? "gcc" : "clang";
            return new Toolchain(linker, "objcopy", Absent((isProgram(linker) && isProgram("objcopy"), "gcc"), (isFile("/usr/include/features.h"), "libc6-dev")));
        }

        // Native AOT passes --target, which only clang understands. Clang uses the start files and the linker of gcc's cross tools.
        return new Toolchain(
            "clang",
            $"{target.Triple}-objcopy",
            Absent(
                (isProgram("clang"), "clang"),
                (isProgram($"{target.Triple}-gcc") && isProgram($"{target.Triple}-objcopy"), $"gcc-{target.Triple.Replace('_', '-')}"),
                (isFile($"/usr/{target.Triple}/include/features.h"), $"libc6-dev-{(target == TargetArchitecture.X64 ? "amd64" : target.Name)}-cross")));
    }

    /// <summary>The build's arguments, so that it does not look for tools itself.</summary>
    public IReadOnlyList<string> BuildArguments => [$"-p:CppCompilerAndLinker={Linker}", $"-p:ObjCopyName={ObjCopy}"];

    /// <summary>Names the packages of missing tools.</summary>
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

using System.Runtime.InteropServices;

namespace Orders.Dev.Functions;

/// <summary>A processor architecture of Lambda.</summary>
/// <param name="Name">The name on the command line and in the names of packages.</param>
/// <param name="Machine">The name in .NET.</param>
/// <param name="Triple">The name for C compilers, with which Debian's cross tools begin.</param>
internal sealed record TargetArchitecture(string Name, Architecture Machine, string Triple)
{
    public static TargetArchitecture Arm64 { get; } = new("arm64", Architecture.Arm64, "aarch64-linux-gnu");

    public static TargetArchitecture X64 { get; } = new("x64", Architecture.X64, "x86_64-linux-gnu");

    public static IReadOnlyList<TargetArchitecture> All { get; } = [Arm64, X64];

    /// <summary>This machine's architecture.</summary>
    public static TargetArchitecture Host { get; } = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? Arm64 : X64;

    public string RuntimeIdentifier => $"linux-{Name}";
}

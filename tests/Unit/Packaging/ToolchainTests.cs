using Orders.Dev.Functions;

namespace Orders.Tests.Unit.Packaging;

public sealed class ToolchainTests
{
    [Fact]
    public void The_other_architecture_needs_clang_and_the_cross_tools_of_gcc()
    {
        Assert.Equal(
            ["clang", "gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"], Find(TargetArchitecture.Arm64, TargetArchitecture.X64, "gcc", "objcopy").Missing);
        Assert.Equal(["clang", "gcc-x86-64-linux-gnu", "libc6-dev-amd64-cross"], Find(TargetArchitecture.X64, TargetArchitecture.Arm64, "gcc", "objcopy").Missing);
    }

    [Fact]
    public void Only_what_is_not_there_is_missing()
    {
        string[] cross = ["clang", "aarch64-linux-gnu-gcc", "aarch64-linux-gnu-objcopy"];
        Assert.Equal(["libc6-dev-arm64-cross"], Find(TargetArchitecture.Arm64, TargetArchitecture.X64, cross).Missing);

        var whole = Find(TargetArchitecture.Arm64, TargetArchitecture.X64, [.. cross, "/usr/aarch64-linux-gnu/include/features.h"]);
        Assert.Empty(whole.Missing);
        Assert.Equal(["-p:CppCompilerAndLinker=clang", "-p:ObjCopyName=aarch64-linux-gnu-objcopy"], whole.BuildArguments);
    }

    [Theory]
    [InlineData("gcc", "gcc")]
    [InlineData("clang", "clang")]
    [InlineData("clang gcc", "gcc")] // Clang beside it, installed for the other architecture, changes no binary of this one.
    public void For_the_machine_itself_gcc_or_clang_will_do(string compilers, string linker)
    {
        var tools = Find(TargetArchitecture.X64, TargetArchitecture.X64, [.. compilers.Split(' '), "objcopy", "/usr/include/features.h"]);
        Assert.Empty(tools.Missing);
        Assert.Equal((linker, "objcopy"), (tools.Linker, tools.ObjCopy));
    }

    [Fact]
    public void Without_a_compiler_the_machine_itself_needs_gcc() =>
        Assert.Equal(["gcc", "libc6-dev"], Find(TargetArchitecture.Arm64, TargetArchitecture.Arm64).Missing);

    private static Toolchain Find(TargetArchitecture target, TargetArchitecture host, params string[] there) =>
        Toolchain.For(target, host, there.Contains, there.Contains);
}

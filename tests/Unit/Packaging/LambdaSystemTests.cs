using Orders.Dev.Functions;
using Orders.Dev.Packaging;
using Orders.Operations.Failures;

namespace Orders.Tests.Unit.Packaging;

public sealed class LambdaSystemTests
{
    [Fact]
    public void What_a_binary_needs_at_most_is_found_among_all_libraries()
    {
        var binary = ElfImage.Of(
            ElfImage.Arm64, ("libm.so.6", ["GLIBC_2.17", "GLIBC_2.29"]), ("libgcc_s.so.1", ["GCC_3.0"]), ("libc.so.6", ["GLIBC_2.9", "GLIBC_2.34", "GLIBC_2.2.5"]));
        Assert.Equal(new Version(2, 34), LambdaSystem.Check("f", binary, TargetArchitecture.Arm64));
        Assert.Equal(new Version(2, 29), LambdaSystem.Check("f", ElfImage.Of(ElfImage.X64, ("libm.so.6", ["GLIBC_2.29", "GLIBC_2.9"])), TargetArchitecture.X64));
    }

    [Theory]
    [InlineData("GLIBC_2.35")]
    [InlineData("GLIBC_2.38")]
    [InlineData("GLIBC_2.34.1")]
    [InlineData("GLIBC_3.0")]
    [InlineData("GLIBC_ABI_DT_RELR")] // What newer linkers ask for: it came with 2.36.
    [InlineData("GLIBC_PRIVATE")]
    public void A_symbol_version_that_Lambda_lacks_is_refused_with_its_name_and_the_file(string version)
    {
        var binary = ElfImage.Of(ElfImage.Arm64, ("libc.so.6", ["GLIBC_2.17", "GLIBC_2.34"]), ("libm.so.6", ["GLIBC_2.17", version, "GLIBC_2.29"]));

        var refused = Assert.Throws<CommandException>(() => LambdaSystem.Check("orders-ingest", binary, TargetArchitecture.Arm64));

        Assert.StartsWith($"orders-ingest needs {version} of libm.so.6, but Lambda's provided.al2023 has glibc 2.34:", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
    }

    [Fact]
    public void A_binary_for_the_other_processor_is_refused()
    {
        var binary = ElfImage.Of(ElfImage.X64, ("libc.so.6", ["GLIBC_2.34"]));
        var refused = Assert.Throws<CommandException>(() => LambdaSystem.Check("orders-ingest", binary, TargetArchitecture.Arm64));
        Assert.Equal("orders-ingest is made for X64, not for arm64.", refused.Message);
    }

    [Fact]
    public void A_binary_for_another_C_library_is_refused()
    {
        var binary = ElfImage.Of(ElfImage.X64, ("libgcc_s.so.1", ["GCC_3.0"]));
        var refused = Assert.Throws<CommandException>(() => LambdaSystem.Check("orders-ingest", binary, TargetArchitecture.X64));
        Assert.Contains("needs no version of glibc", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_binary_or_half_of_one_is_refused_however_it_is_cut()
    {
        var whole = ElfImage.Of(ElfImage.X64, ("libc.so.6", ["GLIBC_2.34"]));
        for (var length = 0; length < whole.Length; length++)
        {
            var half = whole[..length];
            var refused = Assert.Throws<CommandException>(() => LambdaSystem.Check("orders-ingest", half, TargetArchitecture.X64));
            Assert.StartsWith("orders-ingest cannot be checked: ", refused.Message, StringComparison.Ordinal);
        }

        Assert.Throws<CommandException>(() => LambdaSystem.Check("script", "#!/bin/sh\n"u8, TargetArchitecture.X64));
    }
}

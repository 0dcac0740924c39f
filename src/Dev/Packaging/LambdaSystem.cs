using Orders.Dev.Functions;
using Orders.Operations.Failures;

namespace Orders.Dev.Packaging;

/// <summary>What a binary may need of the runtime <c>provided.al2023</c> (Lambda Developer Guide, "OS-only runtime": Amazon Linux 2023).</summary>
internal static class LambdaSystem
{
    private const string Prefix = "GLIBC_";

    /// <summary>The version of its C library. A binary that needs a newer symbol ends before its first line.</summary>
    public static Version Glibc { get; } = new(2, 34);

    /// <summary>Checks that a binary will start there.</summary>
    /// <param name="name">What messages call the binary.</param>
    /// <param name="binary">Its content.</param>
    /// <param name="architecture">What it must be made for.</param>
    /// <returns>The newest version of the C library's symbols that it needs.</returns>
    /// <exception cref="CommandException">It will not; the message names the binary and what it needs.</exception>
    public static Version Check(string name, ReadOnlySpan<byte> binary, TargetArchitecture architecture)
    {
        var elf = Read(name, binary);
        if (elf.Machine != architecture.Machine)
        {
            throw Refused($"{name} is made for {elf.Machine?.ToString() ?? "another processor"}, not for {architecture.Name}.");
        }

        var newest = new Version(0, 0);
        foreach (var needed in elf.NeededVersions.Where(static needed => needed.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            // What is no number is refused, too: GLIBC_ABI_DT_RELR came with 2.36, GLIBC_PRIVATE fits one build of the library only.
            if (!Version.TryParse(needed.Name[Prefix.Length..], out var version) || version > Glibc)
            {
                throw Refused(
                    $"{name} needs {needed.Name} of {needed.Library}, and Lambda's provided.al2023 has glibc {Glibc}: "
                    + "build it on a system with an older C library, such as Debian 12 or Ubuntu 22.04.");
            }

            newest = version > newest ? version : newest;
        }

        return newest > new Version(0, 0) ? newest : throw Refused($"{name} needs no version of glibc: it is linked with another C library than Lambda has.");
    }

    private static ElfBinary Read(string name, ReadOnlySpan<byte> binary)
    {
        try
        {
            return ElfBinary.Read(binary);
        }
        catch (InvalidDataException exception)
        {
            throw Refused($"{name} cannot be checked: {exception.Message}", exception);
        }
    }

    private static CommandException Refused(string message, Exception? cause = null) => new(message, cause) { ExitCode = ExitCodes.Failed };
}

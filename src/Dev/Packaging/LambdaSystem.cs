using Orders.Dev.Functions;
using Orders.Operations.Failures;

namespace Orders.Dev.Packaging;

/// <summary>The limits of the runtime <c>provided.al2023</c> for a binary (Lambda Developer Guide, "OS-only runtime": Amazon Linux 2023).</summary>
internal static class LambdaSystem
{
    private const string Prefix = "GLIBC_";

    /// <summary>The version of its C library. A binary that needs a newer symbol fails before its first line.</summary>
    public static Version Glibc { get; } = new(2, 34);

    /// <summary>Checks that a binary will start on Lambda.</summary>
    /// <param name="name">The binary's name for messages.</param>
    /// <param name="binary">The binary's content.</param>
    /// <param name="architecture">The required architecture.</param>
    /// <returns>The newest version of the C library's symbols that it needs.</returns>
    /// <exception cref="CommandException">It will not start; the message names the binary and what it needs.</exception>
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
            // A version that is not a number is refused too: GLIBC_ABI_DT_RELR needs 2.36, and GLIBC_PRIVATE one build of the library.
            if (!Version.TryParse(needed.Name[Prefix.Length..], out var version) || version > Glibc)
            {
                throw Refused(
                    $"{name} needs {needed.Name} of {needed.Library}, but Lambda's provided.al2023 has glibc {Glibc}: "
                    + "build it on a system with an older C library, such as Debian 12 or Ubuntu 22.04.");
            }

            newest = version > newest ? version : newest;
        }

        return newest > new Version(0, 0) ? newest : throw Refused($"{name} needs no version of glibc: it is linked with a C library that Lambda does not have.");
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

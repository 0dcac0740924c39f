using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Orders.Dev.Packaging;

/// <summary>
/// The system requirements of an executable, as the dynamic linker reads them: the ELF header and the section <c>.gnu.version_r</c>
/// (System V ABI, "ELF Header" and "Sections"; Linux Standard Base, "Symbol Versioning").
/// </summary>
/// <param name="Machine">The processor; null for one that Lambda does not support.</param>
/// <param name="NeededVersions">The symbol versions that it needs from other libraries.</param>
internal sealed record ElfBinary(Architecture? Machine, IReadOnlyList<NeededVersion> NeededVersions)
{
    private const int HeaderBytes = 64;
    private const int SectionBytes = 64;
    private const uint VersionNeeds = 0x6ffffffe;

    /// <summary>Reads a 64-bit little-endian binary; all of Lambda's are.</summary>
    /// <exception cref="InvalidDataException">The file is not such a binary, or is damaged.</exception>
    public static ElfBinary Read(ReadOnlySpan<byte> file)
    {
        // Magic number, class (64 bits), byte order (little-endian).
        if (file.Length < HeaderBytes || !file[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            throw new InvalidDataException("It is not a 64-bit little-endian ELF binary.");
        }

        try
        {
            Architecture? machine = UInt16(file, 18) switch { 62 => Architecture.X64, 183 => Architecture.Arm64, _ => null };
            var needed = new List<NeededVersion>();
            for (var index = 0; index < UInt16(file, 60); index++)
            {
                var section = Section(file, index);
                if (UInt32(section, 4) == VersionNeeds)
                {
                    AddNeeds(Content(file, section), Content(file, Section(file, Int32(section, 40))), Int32(section, 44), needed);
                }
            }

            return new ElfBinary(machine, needed);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("A section is outside the file.", exception);
        }
    }

    // One entry for each library, followed by its versions. Offsets to the next are relative; 0 after the last.
    private static void AddNeeds(ReadOnlySpan<byte> needs, ReadOnlySpan<byte> names, int libraries, List<NeededVersion> needed)
    {
        for (var library = 0; library < libraries; library++)
        {
            var name = Text(names, Int32(needs, 4));
            var versions = needs[Int32(needs, 8)..];
            for (var version = 0; version < UInt16(needs, 2); version++)
            {
                needed.Add(new NeededVersion(name, Text(names, Int32(versions, 8))));
                versions = versions[Int32(versions, 12)..];
            }

            needs = needs[Int32(needs, 12)..];
        }
    }

    private static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> file, int index) =>
        file.Slice(checked(Int64(file, 40) + (index * SectionBytes)), SectionBytes);

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> file, ReadOnlySpan<byte> section) => file.Slice(Int64(section, 24), Int64(section, 32));

    private static string Text(ReadOnlySpan<byte> names, int offset)
    {
        var text = names[offset..];
        return Encoding.UTF8.GetString(text[..text.IndexOf((byte)0)]);
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static int Int32(ReadOnlySpan<byte> bytes, int offset) => checked((int)UInt32(bytes, offset));

    private static int Int64(ReadOnlySpan<byte> bytes, int offset) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]));
}

/// <summary>A version of a library's symbols.</summary>
/// <param name="Library">The library's file, such as <c>libc.so.6</c>.</param>
/// <param name="Name">The version, such as <c>GLIBC_2.34</c>.</param>
internal sealed record NeededVersion(string Library, string Name);

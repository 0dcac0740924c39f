using System.Buffers.Binary;
using System.Text;

namespace Orders.Tests.Unit.Packaging;

/// <summary>The least ELF binary that needs versions of symbols: a header, two sections, and their headers at the end.</summary>
internal static class ElfImage
{
    public const ushort X64 = 62;
    public const ushort Arm64 = 183;

    private const int HeaderBytes = 64;
    private const int SectionBytes = 64;

    public static byte[] Of(ushort machine, params (string Library, string[] Versions)[] needs)
    {
        var names = new MemoryStream();
        names.WriteByte(0);
        uint Name(string text)
        {
            var offset = (uint)names.Length;
            names.Write(Encoding.UTF8.GetBytes(text + "\0"));
            return offset;
        }

        var versions = Needs(needs, Name);
        var image = new byte[HeaderBytes + versions.Length + names.Length + (3 * SectionBytes)];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(image);
        var sections = HeaderBytes + versions.Length + (int)names.Length;
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(18), machine);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(40), (ulong)sections);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(58), SectionBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(60), 3);
        versions.CopyTo(image, HeaderBytes);
        names.ToArray().CopyTo(image, HeaderBytes + versions.Length);
        // The first section header is empty, as the format wants it.
        Section(image.AsSpan(sections + SectionBytes), 0x6ffffffe, HeaderBytes, versions.Length, link: 2, info: (uint)needs.Length);
        Section(image.AsSpan(sections + (2 * SectionBytes)), 3, HeaderBytes + versions.Length, (int)names.Length, link: 0, info: 0);
        return image;
    }

    private static byte[] Needs((string Library, string[] Versions)[] needs, Func<string, uint> name)
    {
        var bytes = new byte[needs.Sum(static need => 16 * (1 + need.Versions.Length))];
        var at = 0;
        foreach (var (library, versions) in needs)
        {
            var next = 16 * (1 + versions.Length);
            Write(bytes.AsSpan(at), 1 | ((uint)versions.Length << 16), name(library), 16, at + next < bytes.Length ? (uint)next : 0);
            for (var index = 0; index < versions.Length; index++)
            {
                var version = bytes.AsSpan(at + (16 * (index + 1)));
                Write(version, 0, 0, name(versions[index]), index + 1 < versions.Length ? 16u : 0);
            }

            at += next;
        }

        return bytes;
    }

    private static void Section(Span<byte> header, uint type, int offset, int size, uint link, uint info)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], type);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], (ulong)offset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)size);
        Write(header[40..], link, info);
    }

    private static void Write(Span<byte> target, params ReadOnlySpan<uint> words)
    {
        for (var index = 0; index < words.Length; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target[(4 * index)..], words[index]);
        }
    }
}

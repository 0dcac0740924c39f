using System.IO.Compression;
using Orders.Aws;

namespace Orders.Dev.Packaging;

/// <summary>
/// Lambda's deployment package: a zip with one executable named <c>bootstrap</c> (Lambda Developer Guide, "OS-only runtime") and the root
/// certificates that it trusts.
/// </summary>
internal static class DeploymentPackage
{
    public const string EntryName = "bootstrap";

    // Regular files, rwxr-xr-x and rw-r--r--: zip keeps Unix modes in the upper half.
    private const int Executable = unchecked((int)(0x81EDu << 16));
    private const int Readable = unchecked((int)(0x81A4u << 16));

    /// <summary>The earliest time in a zip. A real time would make two packages of one binary differ.</summary>
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs a binary. The same binary and roots give the same bytes, whatever the time, the user and the folder.</summary>
    /// <param name="binary">The executable.</param>
    /// <param name="roots">The root certificates that it trusts, in PEM; empty for the system's.</param>
    public static byte[] Create(ReadOnlySpan<byte> binary, ReadOnlySpan<byte> roots)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, EntryName, Executable, binary);
            if (!roots.IsEmpty)
            {
                Add(zip, TrustedRoots.FileName, Readable, roots);
            }
        }

        return content.ToArray();
    }

    private static void Add(ZipArchive zip, string name, int mode, ReadOnlySpan<byte> content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Timestamp;
        entry.ExternalAttributes = mode;
        using var writer = entry.Open();
        writer.Write(content);
    }
}

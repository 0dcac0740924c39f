using System.IO.Compression;

namespace Orders.Cli.Packaging;

/// <summary>The zip that Lambda takes: one executable named <c>bootstrap</c> (Lambda Developer Guide, "OS-only runtime").</summary>
internal static class DeploymentPackage
{
    public const string EntryName = "bootstrap";

    // A regular file, rwxr-xr-x: in the upper half, where zip has Unix modes.
    private const int ExternalAttributes = unchecked((int)(0x81EDu << 16));

    /// <summary>The first time that a zip can say. Any other would make two packages of one binary differ.</summary>
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs a binary. The same binary gives the same bytes, whatever the time, the user and the folder.</summary>
    public static byte[] Create(ReadOnlySpan<byte> binary)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(EntryName, CompressionLevel.SmallestSize);
            entry.LastWriteTime = Timestamp;
            entry.ExternalAttributes = ExternalAttributes;
            using var writer = entry.Open();
            writer.Write(binary);
        }

        return content.ToArray();
    }
}

using System.IO.Compression;
using System.Text;
using Orders.Dev.Packaging;

namespace Orders.Tests.Unit.Packaging;

public sealed class DeploymentPackageTests
{
    private static readonly byte[] Binary = Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 50_000)));

    [Fact]
    public void A_package_holds_one_executable_bootstrap_with_the_binary_and_no_time_of_its_own()
    {
        using var zip = new ZipArchive(new MemoryStream(DeploymentPackage.Create(Binary, [])));

        var entry = Assert.Single(zip.Entries);
        Assert.Equal("bootstrap", entry.FullName);
        // A regular file (octal 100000) with mode 755.
        Assert.Equal(Convert.ToInt32("100755", 8), (entry.ExternalAttributes >> 16) & 0xFFFF);
        Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime);
        Assert.InRange(entry.CompressedLength, 1, Binary.Length / 2);
        using var content = new MemoryStream();
        using (var stream = entry.Open())
        {
            stream.CopyTo(content);
        }

        Assert.Equal(Binary, content.ToArray());
    }

    [Fact]
    public void Roots_lie_beside_it_for_all_to_read()
    {
        using var zip = new ZipArchive(new MemoryStream(DeploymentPackage.Create(Binary, "roots"u8)));

        Assert.Equal(["bootstrap", "amazon-roots.pem"], zip.Entries.Select(static entry => entry.FullName));
        Assert.Equal(Convert.ToInt32("100644", 8), (zip.Entries[1].ExternalAttributes >> 16) & 0xFFFF);
    }

    [Fact]
    public void The_mode_is_marked_as_that_of_Unix()
    {
        var zip = DeploymentPackage.Create(Binary, []);
        // The entry in the central directory begins with PK\1\2, the version that made it, and the system: 3 is Unix. Elsewhere the mode is not read.
        var entry = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        Assert.Equal(3, zip[entry + 5]);
    }

    [Fact]
    public void The_same_binary_gives_the_same_bytes()
    {
        var first = DeploymentPackage.Create(Binary, []);
        Assert.Equal(first, DeploymentPackage.Create(Binary, []));
        Assert.NotEqual(first, DeploymentPackage.Create([.. Binary, 0], []));
    }
}

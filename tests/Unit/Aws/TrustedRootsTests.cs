using System.Security.Cryptography.X509Certificates;
using Orders.Aws;
using Orders.Cli.Options;
using Orders.Settings;

namespace Orders.Tests.Unit.Aws;

public sealed class TrustedRootsTests
{
    [Fact]
    public void The_bundle_has_the_roots_of_Amazon_Trust_Services_and_no_other()
    {
        X509Certificate2Collection roots = [];
        roots.ImportFromPemFile(Path.Combine(Repository.Find().Root, "src", TrustedRoots.FileName));

        Assert.Equal(
            ["Amazon Root CA 1", "Amazon Root CA 2", "Amazon Root CA 3", "Amazon Root CA 4", "Starfield Services Root Certificate Authority - G2"],
            roots.Select(static root => root.GetNameInfo(X509NameType.SimpleName, forIssuer: false)).Order(StringComparer.Ordinal));
        Assert.All(roots, static root => Assert.True(root.NotAfter > DateTime.UtcNow.AddYears(2), $"{root.Subject} ends {root.NotAfter:d}: take the bundle anew."));
    }

    [Fact]
    public void Without_the_bundle_beside_it_a_function_trusts_what_its_system_trusts()
    {
        var folder = Directory.CreateTempSubdirectory("orders-roots-");
        try
        {
            Assert.False(TrustedRoots.UseBeside(folder.FullName));
        }
        finally
        {
            folder.Delete();
        }
    }
}

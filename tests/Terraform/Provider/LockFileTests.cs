using System.Text.RegularExpressions;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Terraform.Provider;

/// <summary>The workflow <c>test</c> compares the checksums with the registry's. Each <c>terraform init</c> of this suite compares them with the provider that
/// it finds here, and must not change the file.</summary>
public sealed partial class LockFileTests
{
    // The registry has packages for 14 platforms, and its list of them is one more.
    const int Packages = 15;

    static readonly string Terraform = Path.Combine(Repository.Root, "terraform");

    [Fact]
    public void Every_folder_that_is_deployed_from_has_the_same_lock_file_with_the_checksums_of_all_platforms()
    {
        string[] folders = [Terraform, Path.Combine(Terraform, "deployer"), .. Directory.EnumerateDirectories(Path.Combine(Terraform, "environments"))];
        var locks = folders.Select(static folder => File.ReadAllText(Path.Combine(folder, ".terraform.lock.hcl"))).Distinct().ToList();

        var one = Assert.Single(locks);
        Assert.Equal(Packages, Checksum().Matches(one).Select(static match => match.Value).Distinct().Count());
        Assert.Contains("version     = \"5.100.0\"", one, StringComparison.Ordinal);
    }

    [GeneratedRegex("\"zh:[0-9a-f]{64}\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Checksum();
}

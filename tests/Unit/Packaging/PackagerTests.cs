using System.Security.Cryptography;
using System.Text.Json;
using Orders.Aws;
using Orders.Dev.Functions;
using Orders.Dev.Packaging;
using Orders.Operations.Failures;
using Orders.Settings;

namespace Orders.Tests.Unit.Packaging;

public sealed class PackagerTests : IDisposable
{
    private static readonly byte[] Fit = ElfImage.Of(ElfImage.Arm64, ("libc.so.6", ["GLIBC_2.17", "GLIBC_2.34"]));

    private static readonly byte[] TooNew = ElfImage.Of(ElfImage.Arm64, ("libc.so.6", ["GLIBC_2.17", "GLIBC_2.38"]));

    private readonly string _folder = Directory.CreateTempSubdirectory("orders-packages-").FullName;

    private string Out => Path.Combine(_folder, "new", "packages");

    [Fact]
    public async Task Each_function_has_a_package_and_a_report_of_it()
    {
        var report = await PackAsync(Fit, [.. Fit, 1], [.. Fit, 2]);

        string[] names = ["orders-ingest-arm64.zip", "orders-notifier-arm64.zip", "orders-processor-arm64.zip"];
        Assert.Equal(names, Directory.EnumerateFiles(Out).Select(Path.GetFileName).Order());
        Assert.Equal(names, report.Packages.Select(static package => package.File).Order());
        Assert.Equal([Fit.Length, Fit.Length + 1, Fit.Length + 1], report.Packages.Select(static package => package.BinaryBytes));
        foreach (var package in report.Packages)
        {
            var zip = await File.ReadAllBytesAsync(Path.Combine(Out, package.File), TestContext.Current.CancellationToken);
            Assert.Equal((zip.Length, Convert.ToHexStringLower(SHA256.HashData(zip)), new Version(2, 34)), (package.ZipBytes, package.Sha256, package.Glibc));
        }

        using var json = JsonDocument.Parse(report.ToJson());
        Assert.Equal("2.34", json.RootElement.GetProperty("packages")[2].GetProperty("glibc").GetString());
    }

    [Fact]
    public async Task Packed_again_to_another_folder_the_hashes_are_the_same()
    {
        var first = await PackAsync(Fit, Fit, Fit);
        Directory.Move(_folder, _folder + "-moved");
        try
        {
            Directory.CreateDirectory(_folder);
            var second = await PackAsync(Fit, Fit, Fit);
            Assert.Equal(first.Packages, second.Packages);
        }
        finally
        {
            Directory.Delete(_folder + "-moved", recursive: true);
        }
    }

    [Fact]
    public async Task Where_one_binary_would_not_start_in_Lambda_no_package_is_made()
    {
        var refused = await Assert.ThrowsAsync<CommandException>(() => PackAsync(Fit, Fit, TooNew));

        Assert.StartsWith($"{Path.Combine(_folder, "orders-notifier")} needs GLIBC_2.38 of libc.so.6", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "new"), "a file", TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<CommandException>(() => PackAsync(Fit, Fit, Fit));
        Assert.StartsWith($"The packages cannot be written to {Out}: ", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<PackageReport> PackAsync(byte[] ingest, byte[] processor, byte[] notifier)
    {
        string Write(string name, byte[] content)
        {
            File.WriteAllBytes(Path.Combine(_folder, name), content);
            return Path.Combine(_folder, name);
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, TrustedRoots.FileName), "roots", TestContext.Current.CancellationToken);
        var commands = new FunctionCommands([Write("orders-ingest", ingest)], [Write("orders-processor", processor)], [Write("orders-notifier", notifier)]);
        return await new Packager(TargetArchitecture.Arm64, static _ => { }).PackAsync(commands, Out, TestContext.Current.CancellationToken);
    }
}

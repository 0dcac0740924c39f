using System.Security.Cryptography;
using Orders.Aws;
using Orders.Dev.Functions;
using Orders.Operations.Failures;

namespace Orders.Dev.Packaging;

/// <summary>Builds one package for each function.</summary>
/// <param name="target">The binaries' architecture.</param>
/// <param name="say">Receives the progress.</param>
/// <param name="withRoots">Whether a function trusts only Amazon's roots, which are in its package; otherwise it trusts the system's.</param>
internal sealed class Packager(TargetArchitecture target, Action<string> say, bool withRoots = true)
{
    /// <summary>Checks all binaries, then packs each into <c>{folder}/{name}-{architecture}.zip</c>.</summary>
    /// <exception cref="CommandException">A binary would not start on Lambda; then no package is built.</exception>
    public async Task<PackageReport> PackAsync(FunctionCommands binaries, string folder, CancellationToken cancellationToken)
    {
        var roots = withRoots ? await File.ReadAllBytesAsync(Path.Combine(Path.GetDirectoryName(binaries.Ingest[0])!, TrustedRoots.FileName), cancellationToken) : [];
        var checkedBinaries = new List<(string Name, byte[] Content, Version Glibc)>();
        foreach (var path in (string[])[binaries.Ingest[0], binaries.Processor[0], binaries.Notifier[0]])
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            checkedBinaries.Add((Path.GetFileName(path), content, LambdaSystem.Check(path, content, target)));
        }

        var packages = new List<FunctionPackage>();
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, content, glibc) in checkedBinaries)
            {
                var file = $"{name}-{target.Name}.zip";
                say($"Packing {file}");
                var zip = DeploymentPackage.Create(content, roots);
                await WriteAsync(Path.Combine(folder, file), zip, cancellationToken);
                packages.Add(new FunctionPackage(file, content.Length, zip.Length, glibc, Convert.ToHexStringLower(SHA256.HashData(zip))));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The packages cannot be written to {folder}: {exception.Message}", exception);
        }

        return new PackageReport(target.Name, folder, packages);
    }

    // The file never has an incomplete package under its name, even if the disk is full.
    private static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var unfinished = $"{path}.{Environment.ProcessId}";
        try
        {
            await File.WriteAllBytesAsync(unfinished, content, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}

using System.Security.Cryptography;
using Orders.Cli.Options;
using Orders.Operations.Failures;
using Orders.Operations.Programs;

namespace Orders.Dev.Packaging;

/// <summary>Packs the <c>orders</c> command as a .NET tool, for systems without a native binary of it, such as macOS and Windows.</summary>
internal sealed class ToolPackager(Repository repository)
{
    private const string PackageId = "Orders.Cli";

    /// <summary>Packs the tool as <c>{folder}/Orders.Cli.{version}.nupkg</c>.</summary>
    /// <exception cref="CommandException">The build fails.</exception>
    public async Task<CommandPackage> PackAsync(string folder, CancellationToken cancellationToken)
    {
        using var unfinished = new TemporaryFolder("tool");
        var (status, output) = await ExternalProgram.RunAsync(
            "dotnet", ["pack", Path.Combine("src", "Cli"), "-c", "Release", "-p:OrdersTool=true", "-o", unfinished.Path, "-nologo", "-v:quiet"], repository.Root, cancellationToken);
        if (status != 0 || Directory.GetFiles(unfinished.Path, $"{PackageId}.*.nupkg") is not [var packed])
        {
            throw new CommandException($"The tool cannot be packed (status {status}):\n{output}");
        }

        var path = Path.Combine(folder, Path.GetFileName(packed));
        try
        {
            Directory.CreateDirectory(folder);
            File.Copy(packed, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The package cannot be written to {folder}: {exception.Message}", exception);
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        return new CommandPackage("any", path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}

using System.Security.Cryptography;
using Orders.Cli.Options;
using Orders.Dev.Functions;
using Orders.Operations.Failures;
using Orders.Operations.Programs;

namespace Orders.Dev.Packaging;

/// <summary>Builds the <c>orders</c> command as one native binary, for operators' machines without the repository or .NET.</summary>
internal sealed class CommandPackager(Repository repository, TargetArchitecture target, Action<string> say)
{
    private const string Executable = "orders-cli";

    /// <summary>Publishes the binary as <c>{folder}/orders-{architecture}</c>.</summary>
    /// <exception cref="CommandException">The build fails, or this machine lacks tools for it.</exception>
    public async Task<CommandPackage> PackAsync(string folder, CancellationToken cancellationToken)
    {
        say($"Building the command as a native binary for {target.Name} (one to four minutes)");
        var published = await PublishAsync(cancellationToken);
        var path = Path.Combine(folder, $"orders-{target.Name}");
        try
        {
            Directory.CreateDirectory(folder);
            // Written to a copy first, because the existing binary may be running.
            var unfinished = $"{path}.{Environment.ProcessId}";
            File.Copy(published, unfinished, overwrite: true);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The binary cannot be written to {folder}: {exception.Message}", exception);
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        return new CommandPackage(target.Name, path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        var tools = Toolchain.For(target);
        if (tools.Missing.Count > 0)
        {
            throw Toolchain.IsMissing(target, tools);
        }

        var (status, output) = await ExternalProgram.RunAsync(
            "dotnet",
            ["publish", Path.Combine("src", "Cli"), "-c", "Release", "-r", target.RuntimeIdentifier, "-nologo", "-v:quiet", .. tools.BuildArguments],
            repository.Root,
            cancellationToken);
        return status == 0
            ? Path.Combine(repository.Artifacts, "publish", "Orders.Cli", $"release_{target.RuntimeIdentifier}", Executable)
            : throw new CommandException($"The command cannot be built (status {status}):\n{output}");
    }
}

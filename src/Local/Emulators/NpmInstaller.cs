using System.Security.Cryptography;
using Orders.Local.Processes;
using Orders.Operations.Failures;

namespace Orders.Local.Emulators;

/// <summary>Installs pinned npm packages if they are missing or their lock file has changed.</summary>
/// <param name="folder">The folder with package.json and package-lock.json.</param>
/// <param name="packages">What the packages are, in the plural: the start of a sentence.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Receives one line for each step.</param>
public sealed class NpmInstaller(string folder, string packages, TimeProvider time, Action<string>? progress = null)
{
    static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);

    /// <summary>What to do without npm, after "install it"; empty for nothing else.</summary>
    public string Alternative { get; init; } = "";

    string Stamp => Path.Combine(folder, "node_modules", ".orders-stamp");

    /// <summary>Returns the installer of the emulators.</summary>
    /// <param name="folder">The folder <c>emulators/</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Receives one line for each step.</param>
    public static NpmInstaller OfEmulators(string folder, TimeProvider time, Action<string>? progress = null) =>
        new(folder, "The emulators", time, progress) { Alternative = ", or use --endpoint for SQS and DynamoDB" };

    /// <summary>Ensures that the packages are installed. Safe if several processes call it at once.</summary>
    /// <exception cref="CommandException">node or npm is missing, or the packages cannot be downloaded.</exception>
    public async Task EnsureInstalledAsync(CancellationToken cancellation = default)
    {
        var wanted = await LockFileHashAsync(cancellation);
        if (IsInstalled(wanted))
        {
            return;
        }

        await using var held = await HoldLockAsync(cancellation);
        if (IsInstalled(wanted))
        {
            return;
        }

        progress?.Invoke($"Installing {packages[..1].ToLowerInvariant()}{packages[1..]} (npm ci), once");
        await InstallAsync();
        await File.WriteAllTextAsync(Stamp, wanted, cancellation);
    }

    bool IsInstalled(string wanted) => File.Exists(Stamp) && File.ReadAllText(Stamp) == wanted;

    async Task<string> LockFileHashAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(folder, "package-lock.json");
        if (!File.Exists(path))
        {
            throw new CommandException($"{packages} are not installed correctly: {path} does not exist.");
        }

        return Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellation)));
    }

    /// <summary>An open file is the lock: the system closes it when this process ends, so a killed installer leaves no lock behind.</summary>
    async Task<FileStream> HoldLockAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, ".install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(LockRetry, time, cancellation);
            }
        }
    }

    async Task InstallAsync()
    {
        await using var npm = await StartNpmAsync();
        var status = await npm.Completion;
        const int commandNotFound = 127;
        if (status == commandNotFound)
        {
            throw new CommandException(
                $"{packages} need Node.js 20 or later with npm, which is not on the PATH: install it{Alternative}.");
        }

        if (status != 0)
        {
            throw new CommandException(
                $"{packages} could not be installed by npm ci (status {status}); once they are installed no network is needed. npm says:\n{npm.LastOutput}");
        }
    }

    Task<ChildProcess> StartNpmAsync() => ChildProcess.StartAsync(
        new ChildProcessStart
        {
            Name = "npm ci",
            Command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            WorkingDirectory = folder,
        },
        time);
}

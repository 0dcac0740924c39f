using Orders.Operations.Failures;

namespace Orders.Operations.Programs;

/// <summary>
/// A folder that is gone when the command ends. It is in memory where the system has a place for that: the emulated table
/// waits for its disk at every write, and nothing of it is kept. Only its owner may look into it.
/// </summary>
/// <remarks>
/// A command that was killed leaves its folder behind, and the next one removes it. A folder is removed only if it has our marker, which names
/// the folder itself, and if the marker's lock is free: the system releases it when its process ends, however it ends.
/// </remarks>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>The file by which a folder is known as ours; locked while its command runs.</summary>
    public const string MarkerName = ".orders-temporary";

    private const string Prefix = "orders-";
    private const string Memory = "/dev/shm";
    private const long MinFreeBytes = 1L << 30;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    /// <summary>Creates a folder, and removes those that killed commands have left beside it.</summary>
    /// <param name="purpose">A part of its name.</param>
    /// <param name="root">Where; by default in memory, else in the user's temporary folder.</param>
    /// <exception cref="CommandException">It cannot be created.</exception>
    public TemporaryFolder(string purpose, string? root = null)
    {
        root ??= HasMemory() ? Memory : System.IO.Path.GetTempPath();
        try
        {
            Path = System.IO.Path.Combine(root, $"{Prefix}{purpose}-{System.IO.Path.GetRandomFileName()}");
            Create(Path);
            _lock = Mark(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"A temporary folder cannot be created in {root}: {exception.Message} Name another one in TMPDIR.", exception);
        }

        RemoveLeftovers(root);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Returns what the marker of a folder says.</summary>
    public static string MarkerOf(string folder) =>
        $"{System.IO.Path.GetFileName(folder)} is a temporary folder of the command orders, which removes it.\n";

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        Remove(Path);
        _lock.Dispose();
    }

    private static bool HasMemory()
    {
        try
        {
            return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > MinFreeBytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    private static FileStream Mark(string folder)
    {
        var marker = new FileStream(System.IO.Path.Combine(folder, MarkerName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        marker.Write(System.Text.Encoding.UTF8.GetBytes(MarkerOf(folder)));
        marker.Flush();
        return marker;
    }

    private void RemoveLeftovers(string root)
    {
        try
        {
            // Where locks do not hold, as on some network file systems, nobody knows which folder is in use.
            using var own = TryLock(new DirectoryInfo(Path));
            if (own is not null)
            {
                return;
            }

            foreach (var folder in new DirectoryInfo(root).EnumerateDirectories($"{Prefix}*"))
            {
                using var free = TryLock(folder);
                if (free is not null)
                {
                    Remove(folder.FullName);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The root cannot be listed: what is left there stays.
        }
    }

    /// <summary>Takes the lock of a folder of ours that no command uses; null for every other folder.</summary>
    private static FileStream? TryLock(DirectoryInfo folder)
    {
        FileStream? marker = null;
        try
        {
            var (file, text) = (new FileInfo(System.IO.Path.Combine(folder.FullName, MarkerName)), MarkerOf(folder.FullName));
            // Not through links, and not while another command is still writing its marker.
            if (folder.LinkTarget is not null || file.LinkTarget is not null || !file.Exists || file.Length != text.Length || !IsPrivate(folder))
            {
                return null;
            }

            marker = new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            using var reader = new StreamReader(marker, leaveOpen: true);
            if (reader.ReadToEnd() == text)
            {
                return marker;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // In use, somebody else's, or being removed right now.
        }

        marker?.Dispose();
        return null;
    }

    // A folder that only its owner may open, and that we can open, is ours.
    private static bool IsPrivate(DirectoryInfo folder) => OperatingSystem.IsWindows() || folder.UnixFileMode == OwnerOnly;

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone already, or a file in it cannot be removed: the next command tries again.
        }
    }
}

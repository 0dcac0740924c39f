using Orders.Operations.Failures;

namespace Orders.Operations.Programs;

/// <summary>
/// A folder that is removed when the command ends. It is in memory if the system supports that, because the emulated table waits for its disk
/// at every write and none of it is kept. Only its owner may read it.
/// </summary>
/// <remarks>
/// A killed command leaves its folder behind, and the next command removes it. A folder is removed only if it has our marker, which names
/// that folder, and the marker's lock is free. The system releases the lock when the process ends, however it ends.
/// </remarks>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>The file that marks a folder as ours; locked while the command runs.</summary>
    public const string MarkerName = ".orders-temporary";

    private const string Prefix = "orders-";
    private const string Memory = "/dev/shm";
    private const long MinFreeBytes = 1L << 30;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    /// <summary>Creates a folder, and removes those that killed commands have left beside it.</summary>
    /// <param name="purpose">A part of its name.</param>
    /// <param name="root">The parent folder; by default in memory, else the user's temporary folder.</param>
    /// <exception cref="CommandException">The folder cannot be created.</exception>
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
            throw new CommandException($"A temporary folder cannot be created in {root}: {exception.Message} Set TMPDIR to another folder.", exception);
        }

        RemoveLeftovers(root);
    }

    /// <summary>The folder's path.</summary>
    public string Path { get; }

    /// <summary>Returns the content of a folder's marker.</summary>
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
            // If locks do not work, as on some network file systems, no folder is known to be unused.
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
            // The root cannot be listed: leftover folders remain.
        }
    }

    /// <summary>Takes the lock of one of our folders that no command uses; null for any other folder.</summary>
    private static FileStream? TryLock(DirectoryInfo folder)
    {
        FileStream? marker = null;
        try
        {
            var (file, text) = (new FileInfo(System.IO.Path.Combine(folder.FullName, MarkerName)), MarkerOf(folder.FullName));
            // Does not follow links, and skips a folder whose marker another command is still writing.
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
            // In use, somebody else's, or being removed.
        }

        marker?.Dispose();
        return null;
    }

    // A folder that only its owner can open, and that we can open, is ours.
    private static bool IsPrivate(DirectoryInfo folder) => OperatingSystem.IsWindows() || folder.UnixFileMode == OwnerOnly;

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Removed already, or a file in it cannot be removed: the next command tries again.
        }
    }
}

using System.Diagnostics;

namespace Orders.Cli;

/// <summary>
/// A folder that is gone when the command ends. It lies in memory where the system has a place for that: the emulated table
/// waits for its disk at every write, and nothing of it is kept.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "orders-";
    private const string Memory = "/dev/shm";
    private const long LeastFreeBytes = 1L << 30;

    public TemporaryFolder(string purpose)
    {
        var root = HasMemory() ? Memory : System.IO.Path.GetTempPath();
        RemoveLeftovers(root);
        // The process id is in the name, so that what a killed command has left can be told from what another one uses.
        Path = Directory.CreateDirectory(System.IO.Path.Combine(root, $"{Prefix}{purpose}-{Environment.ProcessId}-{System.IO.Path.GetRandomFileName()}")).FullName;
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static bool HasMemory() => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > LeastFreeBytes;

    private static void RemoveLeftovers(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, $"{Prefix}*-*-*"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(folder).Split('-')[^2], out var processId) && !IsRunning(processId))
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // Another user's, or another command removes it right now.
                }
            }
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

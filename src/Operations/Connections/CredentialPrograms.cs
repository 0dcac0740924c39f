using System.Diagnostics;
using System.Globalization;

namespace Orders.Operations.Connections;

/// <summary>
/// Ends programs that give credentials (<c>credential_process</c>) and hang. The SDK starts them, also for the source of a role, and neither cancels
/// them nor tells their ids, so they are found as children of this process. Only Linux lists those.
/// </summary>
internal static class CredentialPrograms
{
    private static int _calls;

    /// <summary>Counts a call that may have started a program, until it has ended.</summary>
    public static async Task<T> Count<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref _calls);
        try
        {
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <summary>Ends the programs, and what they started, if a call is waiting for one.</summary>
    public static void End()
    {
        if (Volatile.Read(ref _calls) == 0 || !OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (IsChild(process.Id))
                {
                    TryKill(process);
                }
            }
        }
    }

    // The parent is the second member after the name, which is in parentheses and may contain any character (proc_pid_stat(5)).
    private static bool IsChild(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var parent, ..]
                && parent == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return false;
        }
    }

    private static void TryKill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended, or runs as another user.
        }
    }
}

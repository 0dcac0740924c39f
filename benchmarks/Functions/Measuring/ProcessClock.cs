using System.Globalization;
using System.Runtime.InteropServices;

namespace Orders.Benchmarks.Functions.Measuring;

/// <summary>What the system tells of another process: its CPU time by the nanosecond, and its peak memory.</summary>
internal static partial class ProcessClock
{
    /// <summary>The CPU time that a process's threads have used, those that have ended among them.</summary>
    public static TimeSpan CpuTime(int processId)
    {
        // POSIX clock_getcpuclockid(3), as Linux computes it: the process's id, inverted, and the clock that the scheduler keeps.
        const int SchedulerClock = 2;
        return ReadClock((~processId << 3) | SchedulerClock, out var time) == 0
            ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
            : throw new InvalidOperationException($"The CPU clock of process {processId} cannot be read.");
    }

    /// <summary>The most memory that the process had at any time, in bytes.</summary>
    public static long PeakMemory(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}

using System.Globalization;

namespace Orders.Local.Lambda;

/// <summary>The maximum memory of a function's process in each half of the time that it was watched.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Pid">The process id.</param>
/// <param name="FirstMb">The maximum in the first half, in 10⁶ bytes.</param>
/// <param name="SecondMb">The maximum in the second half, in 10⁶ bytes.</param>
public sealed record MemoryHalves(string Function, int Pid, double FirstMb, double SecondMb);

/// <summary>
/// Records the resident memory of functions' processes (proc(5), <c>VmRSS</c>) while it lives. Without that file, as on macOS, it records
/// nothing.
/// </summary>
public sealed class MemoryLog : IAsyncDisposable
{
    /// <summary>The minimum number of samples of a process for a result.</summary>
    const int FewestSamples = 10;

    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    readonly IReadOnlyList<LocalFunction> _functions;
    readonly TimeProvider _time;
    readonly List<(string Function, int Pid, double Mb)> _samples = [];
    readonly CancellationTokenSource _stop = new();
    readonly Task _noting;

    MemoryLog(IReadOnlyList<LocalFunction> functions, TimeProvider time)
    {
        (_functions, _time) = (functions, time);
        _noting = NoteAsync();
    }

    /// <summary>Starts recording.</summary>
    public static MemoryLog Start(IReadOnlyList<LocalFunction> functions, TimeProvider time) => new(functions, time);

    /// <summary>Stops recording.</summary>
    /// <returns>An entry for each process that lived long enough, a second, for a result.</returns>
    public async Task<IReadOnlyList<MemoryHalves>> StopAsync()
    {
        await _stop.CancelAsync();
        await _noting;
        return
        [
            .. _samples.GroupBy(static sample => (sample.Function, sample.Pid), static sample => sample.Mb)
                .Select(static process => (process.Key, Values: process.ToList()))
                .Where(static process => process.Values.Count >= FewestSamples)
                .Select(static process => new MemoryHalves(
                    process.Key.Function,
                    process.Key.Pid,
                    process.Values.Take(process.Values.Count / 2).Max(),
                    process.Values.Skip(process.Values.Count / 2).Max())),
        ];
    }

    async Task NoteAsync()
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            do
            {
                foreach (var function in _functions)
                {
                    _samples.AddRange(function.InstancePids.Select(pid => (function.Function.Name, Pid: pid, Mb: ResidentMb(pid)))
                        .Where(static sample => sample.Mb > 0));
                }
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    /// <returns>0 if the process has ended.</returns>
    static double ResidentMb(int pid)
    {
        const double megabytesPerKilobyte = 1024 / 1e6;
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null
                ? 0
                : int.Parse(line.AsSpan("VmRSS:".Length, line.Length - "VmRSS: kB".Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) * megabytesPerKilobyte;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Stops recording.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await StopAsync();
        }

        _stop.Dispose();
    }
}

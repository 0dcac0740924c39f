using System.Globalization;

namespace Orders.Local.Lambda;

/// <summary>The most memory that a process of a function had in each half of the time that it was watched.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Pid">The process.</param>
/// <param name="FirstMb">In the first half, in 10⁶ bytes.</param>
/// <param name="SecondMb">In the second half, in 10⁶ bytes.</param>
public sealed record MemoryHalves(string Function, int Pid, double FirstMb, double SecondMb);

/// <summary>
/// Notes the resident memory of functions' processes (proc(5), <c>VmRSS</c>) for as long as it lives. Where there is no such file, as on
/// macOS, it notes nothing.
/// </summary>
public sealed class MemoryLog : IAsyncDisposable
{
    /// <summary>A process of which less is known has no halves.</summary>
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

    /// <summary>Begins to note.</summary>
    public static MemoryLog Start(IReadOnlyList<LocalFunction> functions, TimeProvider time) => new(functions, time);

    /// <summary>Ends the noting.</summary>
    /// <returns>An entry for each process that lived long enough, a second, to have halves.</returns>
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
            // The end.
        }
    }

    /// <returns>0 where the process is gone.</returns>
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

    /// <summary>Ends the noting.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await StopAsync();
        }

        _stop.Dispose();
    }
}

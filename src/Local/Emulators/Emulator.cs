using Orders.Local.Processes;
using Orders.Operations.Failures;

namespace Orders.Local.Emulators;

/// <summary>A running emulator and its endpoint.</summary>
public sealed class Emulator(Uri endpoint, ChildProcess process) : IAsyncDisposable
{
    static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(2);

    /// <summary>The endpoint, on 127.0.0.1.</summary>
    public Uri Endpoint { get; } = endpoint;

    /// <summary>The emulator's process.</summary>
    public ChildProcess Process { get; } = process;

    /// <summary>Stops the emulator within two seconds.</summary>
    public ValueTask DisposeAsync() => StopAsync(Process);

    /// <summary>Stops an emulator's process within two seconds.</summary>
    internal static async ValueTask StopAsync(ChildProcess process)
    {
        await process.StopAsync(StopGrace);
        await process.DisposeAsync();
    }

    /// <summary>Starts a process and waits for its ready line.</summary>
    internal static async Task<(ChildProcess Process, string Ready)> StartAsync(
        ChildProcessStart start, Func<string, bool> isReady, TimeProvider time, CancellationToken cancellation)
    {
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = await ChildProcess.StartAsync(
            start with
            {
                OnLine = line =>
                {
                    if (isReady(line))
                    {
                        ready.TrySetResult(line);
                    }

                    start.OnLine?.Invoke(line);
                },
            },
            time);
        var first = await Task.WhenAny(ready.Task, process.ExitedUnexpectedly, Task.Delay(StartLimit, time, cancellation));
        if (first == ready.Task)
        {
            return (process, await ready.Task);
        }

        await process.DisposeAsync();
        cancellation.ThrowIfCancellationRequested();
        throw new CommandException(first == process.ExitedUnexpectedly
            ? (await process.ExitedUnexpectedly).ToString()
            : $"{start.Name} was not ready within {StartLimit.TotalSeconds} seconds. Its last output:\n{process.LastOutput}");
    }

    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
}

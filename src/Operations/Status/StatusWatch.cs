using System.Globalization;
using Orders.Operations.Failures;

namespace Orders.Operations.Status;

/// <summary>Takes snapshots repeatedly. After the first one, a snapshot that cannot be taken does not end the watch.</summary>
internal static class StatusWatch
{
    /// <summary>Shows a snapshot and waits, until cancelled.</summary>
    /// <param name="read">Takes a snapshot.</param>
    /// <param name="pause">The pause between two snapshots.</param>
    /// <param name="show">Shows a snapshot, and returns the program's exit code.</param>
    /// <param name="say">Receives a sentence for each snapshot that cannot be taken.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>The last value that <paramref name="show"/> returned.</returns>
    public static async Task<int> RunAsync(
        Func<CancellationToken, Task<PipelineStatus>> read, TimeSpan pause, Func<PipelineStatus, int> show, Action<string> say, CancellationToken cancellationToken)
    {
        var last = ExitCodes.Interrupted;
        var isFirst = true;
        try
        {
            while (true)
            {
                try
                {
                    last = show(await read(cancellationToken));
                    isFirst = false;
                }
                // A wrong option or region fails at once, so only what worked before is tried again.
                catch (Exception exception) when (!isFirst && !cancellationToken.IsCancellationRequested && Failure.Of(exception) is { Message: not null, ExitCode: ExitCodes.CannotRun })
                {
                    last = ExitCodes.CannotRun;
                    say(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss} UTC: {Failure.Of(exception)!.Value.Message} The next look is in {pause.TotalSeconds:N0} s."));
                }

                await Task.Delay(pause, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return last;
        }
    }
}

using Orders.Operations.Failures;

namespace Orders.Operations.Status;

/// <summary>Takes snapshots repeatedly.</summary>
internal static class StatusWatch
{
    /// <summary>Shows a snapshot and waits, until cancelled.</summary>
    /// <param name="reader">Takes the snapshots.</param>
    /// <param name="pause">The pause between two snapshots.</param>
    /// <param name="show">Shows a snapshot, and returns the program's exit code.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>The last value that <paramref name="show"/> returned.</returns>
    public static async Task<int> RunAsync(StatusReader reader, TimeSpan pause, Func<PipelineStatus, int> show, CancellationToken cancellationToken)
    {
        var last = ExitCodes.Interrupted;
        try
        {
            while (true)
            {
                last = show(await reader.ReadAsync(cancellationToken));
                await Task.Delay(pause, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return last;
        }
    }
}

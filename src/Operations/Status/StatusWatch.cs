using Orders.Operations.Failures;

namespace Orders.Operations.Status;

/// <summary>Looks again and again.</summary>
internal static class StatusWatch
{
    /// <summary>Shows a snapshot, waits, and goes on until cancelled, which is how it ends.</summary>
    /// <param name="reader">Takes the snapshots.</param>
    /// <param name="pause">Between two of them.</param>
    /// <param name="show">Shows one, and says what the program is to exit with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What <paramref name="show"/> said last.</returns>
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

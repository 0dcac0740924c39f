namespace Orders.Resilience;

/// <summary>
/// The time that an invocation may use: Lambda's remaining time, less a margin in which it returns unprocessed messages. A function that
/// times out reports nothing, and its whole batch is received again.
/// </summary>
public sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;

    /// <summary>Starts the deadline.</summary>
    /// <param name="remaining">Lambda's remaining time: <c>ILambdaContext.RemainingTime</c>.</param>
    /// <param name="margin">The time kept for returning messages; at most half of the remaining time.</param>
    /// <param name="time">The clock.</param>
    public Deadline(TimeSpan remaining, TimeSpan margin, TimeProvider time)
    {
        var usable = remaining - margin > remaining / 2 ? remaining - margin : remaining / 2;
        _source = new CancellationTokenSource(usable > TimeSpan.Zero ? usable : TimeSpan.Zero, time);
    }

    /// <summary>Cancelled when the usable time is over.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}

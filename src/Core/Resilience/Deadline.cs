namespace Orders.Resilience;

/// <summary>
/// The time an invocation may use: what Lambda gives it, less a margin in which it still hands back what it did not do. A
/// function that is cut off reports nothing, and its whole batch comes again.
/// </summary>
public sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;

    /// <summary>Starts the clock.</summary>
    /// <param name="remaining">What Lambda says is left: <c>ILambdaContext.RemainingTime</c>.</param>
    /// <param name="margin">What is kept for handing back; at most half of what is left.</param>
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

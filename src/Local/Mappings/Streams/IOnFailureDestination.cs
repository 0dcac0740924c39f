namespace Orders.Local.Mappings.Streams;

/// <summary>The destination of a mapping's discarded batches.</summary>
public interface IOnFailureDestination
{
    /// <summary>The destination's ARN.</summary>
    string Arn { get; }

    /// <summary>Sends a discarded batch.</summary>
    Task SendAsync(DiscardedBatch batch, CancellationToken cancellation);
}

using Amazon.SQS.Model;

namespace Orders.Local.Mappings.Sqs;

/// <summary>The queue as the mapping uses it.</summary>
public interface ISqsSource
{
    /// <summary>Receives up to ten messages with all their attributes, waiting for the first for at most <paramref name="wait"/>.</summary>
    Task<IReadOnlyList<Message>> ReceiveAsync(int maximum, TimeSpan wait, CancellationToken cancellation);

    /// <summary>Deletes messages.</summary>
    /// <returns>The ids of the messages that could not be deleted.</returns>
    Task<IReadOnlyList<string>> DeleteAsync(IReadOnlyList<Message> messages, CancellationToken cancellation);
}

using Amazon.SQS.Model;

namespace Orders.Local.Mappings.Sqs;

/// <summary>The queue of a mapping.</summary>
public interface ISqsSource
{
    /// <summary>Receives up to ten messages with all their attributes, and waits at most <paramref name="wait"/> for the first.</summary>
    Task<IReadOnlyList<Message>> ReceiveAsync(int maximum, TimeSpan wait, CancellationToken cancellation);

    /// <summary>Deletes messages.</summary>
    /// <returns>The ids of the messages that could not be deleted.</returns>
    Task<IReadOnlyList<string>> DeleteAsync(IReadOnlyList<Message> messages, CancellationToken cancellation);
}

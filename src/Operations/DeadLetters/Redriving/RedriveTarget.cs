using Orders.Queues;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The queue to which messages are redriven.</summary>
/// <param name="Sender">Sends messages.</param>
/// <param name="Url">The queue's URL.</param>
internal sealed record RedriveTarget(QueueSender Sender, string Url)
{
    /// <summary>Sends messages. A send is never cancelled: nobody would know what was accepted.</summary>
    public Task<IReadOnlyList<SendResult>> SendAsync(IReadOnlyList<OutgoingMessage> messages) =>
        Sender.SendAsync(Url, messages, CancellationToken.None);
}

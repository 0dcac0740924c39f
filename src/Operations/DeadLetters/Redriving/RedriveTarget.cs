using Orders.Queues;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The queue that messages are sent back to.</summary>
/// <param name="Sender">Sends.</param>
/// <param name="Url">The queue.</param>
internal sealed record RedriveTarget(QueueSender Sender, string Url)
{
    /// <summary>Sends messages. A send that has begun is brought to its end: broken off, nobody would know what was accepted.</summary>
    public Task<IReadOnlyList<SendResult>> SendAsync(IReadOnlyList<OutgoingMessage> messages) =>
        Sender.SendAsync(Url, messages, CancellationToken.None);
}

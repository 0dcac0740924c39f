using Orders.Messages;
using Orders.Queues;

namespace Orders.Processor;

/// <summary>A message that was read and is valid, with its place in the batch.</summary>
/// <param name="Index">Where its result goes.</param>
/// <param name="Group">Messages of one group are handled in their order, groups side by side.</param>
/// <param name="Content">What is to be done.</param>
public sealed record WorkItem(int Index, string Group, OrderMessage Content)
{
    /// <summary>The group of a message: its own on a FIFO queue, its order's on a standard one, whose message groups only tell tenants apart.</summary>
    public static string GroupOf(IncomingMessage message, OrderMessage content, bool isFifo) =>
        (isFifo ? message.GroupId : content.Subject?.ToString()) ?? message.MessageId;
}

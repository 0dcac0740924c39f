using Orders.Messages;
using Orders.Model;

namespace Orders.Processor;

/// <summary>A message that was read and is valid, with its place in the batch.</summary>
/// <param name="Index">Where its result goes.</param>
/// <param name="Content">What is to be done.</param>
public sealed record WorkItem(int Index, OrderMessage Content)
{
    /// <summary>The order that the message is about; the default for a sweep, which is about many.</summary>
    public OrderId OrderId => Content.Subject ?? default;
}

using Orders.Messages;
using Orders.Model;

namespace Orders.Processor;

/// <summary>A valid message with its index in the batch.</summary>
/// <param name="Index">The index of its result.</param>
/// <param name="Content">The message.</param>
public sealed record WorkItem(int Index, OrderMessage Content)
{
    /// <summary>The message's order; the default for a sweep, which is about many.</summary>
    public OrderId OrderId => Content.Subject ?? default;
}

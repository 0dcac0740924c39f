namespace Orders.Messages;

/// <summary>The values of <c>type</c> on the <c>orders</c> queue.</summary>
public static class MessageTypes
{
    /// <summary>See <see cref="PlaceOrder"/>; also the default if a message has no type.</summary>
    public const string Place = "order.place";

    /// <summary>See <see cref="Messages.ChangeStatus"/>.</summary>
    public const string ChangeStatus = "order.change_status";

    /// <summary>See <see cref="Messages.ExpirePending"/>.</summary>
    public const string ExpirePending = "order.expire_pending";
}

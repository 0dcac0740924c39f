using Orders.Model;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Tests.Contract.Support;

/// <summary>The order that the examples in <c>contracts/examples</c> are about.</summary>
static class Samples
{
    public const string TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public const string Owner = "public";

    public const string Key = "web-2026-11-23-0001";

    public static readonly DateTimeOffset PlacedAt = new(2026, 11, 23, 22, 28, 0, 125, TimeSpan.Zero);

    static readonly OrderContent Content = new()
    {
        Item = "Blue widget",
        Quantity = 3,
        CustomerName = "Ada Lovelace",
        CustomerEmail = "ada@example.com",
        Metadata = new Dictionary<string, string> { ["colour"] = "blue" },
    };

    public static Order Placed { get; } = new()
    {
        Id = OrderId.FromKey(Owner, Key),
        Content = Content,
        ContentHash = ContentHash.Of(Content),
        Owner = Owner,
        IdempotencyKey = Key,
        CreatedAt = PlacedAt,
        AcceptedAt = PlacedAt,
        UpdatedAt = PlacedAt,
        TraceParent = TraceParent,
    };

    public static Order Processing { get; } = Move(Placed, OrderStatus.Processing, TimeSpan.FromMinutes(5), reason: null);

    public static Order Cancelled { get; } = Move(Processing, OrderStatus.Cancelled, TimeSpan.FromMinutes(9), "customer changed their mind");

    public static RejectedOrder Rejected { get; } = new(
        new PlacementIdentity(Placed.Id, Owner, Key), new FieldError("quantity", ErrorCodes.Type, "must be an integer from 1 to 1,000,000"), PlacedAt.AddSeconds(1), TraceParent);

    public static Order Erased { get; } = Cancelled with
    {
        Content = Content with { CustomerName = null, CustomerEmail = null, Metadata = OrderContent.NoMetadata },
        ErasedAt = new(2026, 11, 24, 9, 15, 30, 250, TimeSpan.Zero),
    };

    static Order Move(Order order, OrderStatus status, TimeSpan after, string? reason) => order with
    {
        Status = status,
        Version = order.Version + 1,
        UpdatedAt = PlacedAt + after,
        History = [.. order.History, new StatusChange(status, PlacedAt + after, reason)],
    };
}

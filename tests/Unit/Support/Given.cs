using CsCheck;
using Orders.Model;
using Orders.Settings;

namespace Orders.Tests.Unit.Support;

/// <summary>What most tests start from.</summary>
internal static class Given
{
    public const string OrdersQueue = "https://sqs.test/000000000000/orders";
    public const string DeadLetterQueue = "https://sqs.test/000000000000/orders-dlq";
    public const string TableName = "Orders";
    public const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 22, 28, 0, 123, TimeSpan.Zero);

    public static readonly TableSettings Table = new(TableName, new HashSet<OrderStatus> { OrderStatus.Pending }, IndexShards: 4);

    /// <summary>Cancelled when the test run is.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static OrderContent Content(string item = "kettle", int quantity = 2) => new() { Item = item, Quantity = quantity };

    public static Order Order(string key = "key-1", string owner = "queue", OrderContent? content = null, DateTimeOffset? at = null) => new()
    {
        Id = OrderId.FromKey(owner, key),
        Content = content ?? Content(),
        ContentHash = ContentHash.Of(content ?? Content()),
        Owner = owner,
        IdempotencyKey = key,
        CreatedAt = at ?? Now,
        AcceptedAt = at ?? Now,
        UpdatedAt = at ?? Now,
    };

    /// <summary>Any status.</summary>
    public static Gen<OrderStatus> Statuses { get; } = Gen.Int[0, Enum.GetValues<OrderStatus>().Length - 1].Select(static index => Enum.GetValues<OrderStatus>()[index]);

    /// <summary>An order that has made these moves, a second apart.</summary>
    public static Order After(this Order order, params OrderStatus[] moves) => order with
    {
        Status = moves is [.., var last] ? last : order.Status,
        Version = order.Version + moves.Length,
        UpdatedAt = order.UpdatedAt.AddSeconds(moves.Length),
        History = [.. order.History, .. moves.Select((status, index) => new StatusChange(status, order.UpdatedAt.AddSeconds(index + 1), null))],
    };
}

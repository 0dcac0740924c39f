using Orders.Model;
using Orders.Settings;

namespace Orders.Tests.Integration.Support;

/// <summary>What most tests start from.</summary>
static class Given
{
    public const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public static readonly DateTimeOffset Time = new(2026, 11, 23, 22, 28, 0, 123, TimeSpan.Zero);

    /// <summary>Cancelled when the test run is.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TableSettings Table(string name, params IEnumerable<OrderStatus> indexed) =>
        new(name, indexed.DefaultIfEmpty(OrderStatus.Pending).ToHashSet(), IndexShards: 8);

    /// <summary>A key that no other test uses.</summary>
    public static string NewKey() => $"key-{Guid.NewGuid():N}";

    public static OrderContent Content(string item = "kettle", int quantity = 2) => new() { Item = item, Quantity = quantity };

    public static Order Order(string? key = null, string owner = "queue", OrderContent? content = null, DateTimeOffset? at = null)
    {
        key ??= NewKey();
        content ??= Content();
        return new Order
        {
            Id = OrderId.FromKey(owner, key),
            Content = content,
            ContentHash = ContentHash.Of(content),
            Owner = owner,
            IdempotencyKey = key,
            CreatedAt = at ?? Time,
            AcceptedAt = at ?? Time,
            UpdatedAt = at ?? Time,
        };
    }
}

using Orders.Dev.Demo;
using Orders.Model;

namespace Orders.Dev.Benching;

/// <summary>A load of orders, sent as messages of an upstream system.</summary>
/// <param name="Name">The load's name in tables; also part of its orders' keys, so that they are unique.</param>
/// <param name="Orders">The number of orders.</param>
/// <param name="OrdersPerSecond">The rate at which orders are due; null for all at once.</param>
/// <param name="MetadataBytes">The size of each order's metadata in bytes.</param>
internal sealed record OrderLoad(string Name, int Orders, double? OrdersPerSecond = null, int MetadataBytes = 0)
{
    private const int MaxPerRequest = 10;
    private const int RequestsPerSecond = 20;

    /// <summary>The number of orders in one request: a slow sender does not wait to fill its requests.</summary>
    public int PerRequest => OrdersPerSecond is { } rate ? Math.Clamp((int)(rate / RequestsPerSecond), 1, MaxPerRequest) : MaxPerRequest;

    /// <summary>Returns when an order is due, from the load's start.</summary>
    public TimeSpan DueAfter(int index) => OrdersPerSecond is { } rate ? TimeSpan.FromSeconds(index / PerRequest * PerRequest / rate) : TimeSpan.Zero;

    /// <summary>Returns an order's id.</summary>
    public OrderId Id(int index) => OrderId.FromKey(PlannedSend.Source, Key(index));

    /// <summary>Returns an order's message.</summary>
    public string Message(int index) => DemoPlan.Body(
        new OrderContent
        {
            Item = "Laptop",
            Quantity = 2,
            CustomerName = $"Customer {index}",
            CustomerEmail = $"customer{index}@example.com",
            Metadata = MetadataBytes == 0 ? OrderContent.NoMetadata : new Dictionary<string, string> { ["note"] = new('x', MetadataBytes) },
        },
        Channel.Queue,
        Key(index));

    private string Key(int index) => $"bench-{Name}-{index}";
}

using Orders.Dev.Demo;
using Orders.Model;

namespace Orders.Dev.Benching;

/// <summary>A load of orders, sent as messages of an upstream system.</summary>
/// <param name="Name">What tables call it, and what makes its orders' keys its own.</param>
/// <param name="Orders">How many.</param>
/// <param name="OrdersPerSecond">How fast they are due; null for all at once.</param>
/// <param name="MetadataBytes">How many bytes of metadata each has.</param>
internal sealed record OrderLoad(string Name, int Orders, double? OrdersPerSecond = null, int MetadataBytes = 0)
{
    private const int MaxPerRequest = 10;
    private const int RequestsPerSecond = 20;

    /// <summary>How many orders go in one request: a slow sender does not wait to fill its requests.</summary>
    public int PerRequest => OrdersPerSecond is { } rate ? Math.Clamp((int)(rate / RequestsPerSecond), 1, MaxPerRequest) : MaxPerRequest;

    /// <summary>When an order is due, after the load began.</summary>
    public TimeSpan DueAfter(int index) => OrdersPerSecond is { } rate ? TimeSpan.FromSeconds(index / PerRequest * PerRequest / rate) : TimeSpan.Zero;

    /// <summary>An order's id.</summary>
    public OrderId Id(int index) => OrderId.FromKey(PlannedSend.Source, Key(index));

    /// <summary>An order's message.</summary>
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

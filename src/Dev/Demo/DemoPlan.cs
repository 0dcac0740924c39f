using Orders.Json;
using Orders.Model;

namespace Orders.Dev.Demo;

/// <summary>
/// The load of a run, determined by its seed: the orders, two thirds of them over HTTP and one third directly to the queue; a tenth of them
/// repeated; a fiftieth with another order's key; and some invalid ones.
/// </summary>
internal sealed class DemoPlan
{
    private const int ArrayOrders = 50;
    private const int QueueMessages = 10;

    private static readonly string[] Items = ["Laptop", "Phone", "Desk lamp", "Größe-42-Stiefel", "日本茶", "Coffee ☕", "Chair \"Ergo\"", "Party 🎈 kit"];

    private readonly Random _random;

    public DemoPlan(DemoOptions options)
    {
        _random = new Random(options.Seed);
        var orders = Enumerable.Range(0, options.Orders).Select(index => Order(index, options.Seed)).ToList();
        var keyed = orders.Where(static order => order.Key is not null).ToList();
        var repeats = Some(keyed, options.Orders / 10);
        var conflicts = Some(keyed, Math.Max(1, options.Orders / 50)).Select(Conflicting);
        var invalid = Enumerable.Range(0, Math.Max(3, options.Orders * 3 / 100)).Select(index => InvalidOrders.At(index, (Channel)(index % 3)));
        Batches = Batch(Shuffle([.. orders, .. repeats, .. conflicts, .. invalid]));
    }

    /// <summary>The requests, each with its orders, in a mixed order.</summary>
    public IReadOnlyList<IReadOnlyList<PlannedSend>> Batches { get; }

    /// <summary>Returns an order's JSON for a channel.</summary>
    public static string Body(OrderContent content, Channel channel, string? key) =>
        JsonWriting.ToText((content, channel, key), static (writer, order) =>
        {
            writer.WriteStartObject();
            OrderJson.WriteContent(writer, order.content, PersonalFields.All);
            writer.WriteOptional("idempotency_key", order.key);
            if (order.channel == Channel.Queue)
            {
                writer.WriteString("source", PlannedSend.Source);
            }

            writer.WriteEndObject();
        });

    private PlannedSend Order(int index, int seed)
    {
        var channel = NextChannel();
        var content = new OrderContent
        {
            Item = Items[_random.Next(Items.Length)],
            Quantity = _random.Next(1, 100),
            CustomerName = _random.Next(3) == 0 ? OrderLimits.DefaultCustomerName : $"Customer {index}",
            CustomerEmail = _random.Next(2) == 0 ? $"customer{index}@example.com" : null,
            Metadata = _random.Next(4) == 0
                ? new Dictionary<string, string> { ["campaign"] = "autumn", ["note"] = $"line 1\nline 2 of {index}" }
                : OrderContent.NoMetadata,
        };
        // A direct sender must give a key; a caller of the API may leave it out.
        var key = channel == Channel.Http && _random.Next(10) == 0 ? null : $"demo-{seed}-{index}";
        return new PlannedSend(channel, Body(content, channel, key))
        {
            Key = key,
            Content = content,
            IsMovedEarly = channel == Channel.Queue && _random.Next(30) == 0,
        };
    }

    private static PlannedSend Conflicting(PlannedSend order)
    {
        var content = order.Content! with { Quantity = order.Content.Quantity + 1 };
        return order with { Content = content, Body = Body(content, order.Channel, order.Key), IsMovedEarly = false };
    }

    // A third goes directly to the queue. Of those over HTTP one in sixteen is sent alone, the others in arrays, as upstream systems do.
    private Channel NextChannel() => _random.Next(24) switch
    {
        < 8 => Channel.Queue,
        8 => Channel.Http,
        _ => Channel.HttpArray,
    };

    private List<PlannedSend> Some(List<PlannedSend> orders, int count) =>
        orders.Count == 0 ? [] : [.. Enumerable.Range(0, count).Select(_ => orders[_random.Next(orders.Count)] with { IsMovedEarly = false })];

    private PlannedSend[] Shuffle(PlannedSend[] sends)
    {
        _random.Shuffle(sends);
        return sends;
    }

    private IReadOnlyList<PlannedSend>[] Batch(PlannedSend[] sends)
    {
        IReadOnlyList<PlannedSend>[] batches =
        [
            .. sends.Where(static send => send.Channel == Channel.Http).Select(static send => (IReadOnlyList<PlannedSend>)[send]),
            .. sends.Where(static send => send.Channel == Channel.HttpArray).Chunk(ArrayOrders),
            .. sends.Where(static send => send.Channel == Channel.Queue).Chunk(QueueMessages),
        ];
        _random.Shuffle(batches);
        return batches;
    }
}

using Amazon.DynamoDBv2.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Observability;
using Orders.Resilience;
using Orders.Settings;
using Orders.Storage;

namespace Orders.Tests.Integration.Support;

/// <summary>Everything of <c>Orders.Storage</c> over a table of its own.</summary>
sealed class OrdersStore : IDisposable
{
    OrdersStore(WatchedDynamoDb dynamoDb, TableSettings settings)
    {
        var pipeline = new AwsPipelines(TimeProvider.System, static () => 0.5).DynamoDb;
        DynamoDb = dynamoDb;
        Settings = settings;
        Fingerprints = new Fingerprints(dynamoDb, pipeline, settings);
        Placement = new OrderPlacement(dynamoDb, pipeline, settings, Fingerprints);
        Changes = new StatusChanges(dynamoDb, pipeline, settings, new Metrics(new LineSink(Stream.Null), TimeProvider.System, "orders-processor"), TimeProvider.System);
        Reader = new OrderReader(dynamoDb, pipeline, settings);
        Index = new StatusIndex(dynamoDb, pipeline, settings);
    }

    public WatchedDynamoDb DynamoDb { get; }
    public TableSettings Settings { get; }
    public Fingerprints Fingerprints { get; }
    public OrderPlacement Placement { get; }
    public StatusChanges Changes { get; }
    public OrderReader Reader { get; }
    public StatusIndex Index { get; }

    /// <param name="emulators">Where the new table is.</param>
    /// <param name="configure">What differs from the settings that most tests have.</param>
    public static async Task<OrdersStore> CreateAsync(EmulatorFixture emulators, Func<TableSettings, TableSettings>? configure = null)
    {
        var settings = Given.Table((await emulators.NewTableAsync()).Name);
        return new OrdersStore(new WatchedDynamoDb(emulators.Endpoints), configure?.Invoke(settings) ?? settings);
    }

    public async Task<IReadOnlyList<PlaceOutcome>> PlaceAsync(params IReadOnlyList<Order> orders) =>
        [.. (await Placement.PlaceAsync(orders, Given.Token)).Select(static result => result.Outcome)];

    public Task<ChangeResult> ChangeAsync(Order order, OrderStatus to, int? expectedVersion = null, string? reason = null) =>
        Changes.ApplyAsync(new ChangeStatus(order.Id, to, expectedVersion, reason), Given.Token);

    public async Task<Order> FindAsync(Order order) =>
        await Reader.FindAsync(order.Id, Given.Token) ?? throw new InvalidOperationException($"There is no order {order.Id}.");

    /// <summary>The row as the table has it.</summary>
    public async Task<Dictionary<string, AttributeValue>> RowAsync(Order order) =>
        (await DynamoDb.GetItemAsync(Settings.TableName, new() { [OrdersTable.OrderId] = new(order.Id.ToString()) }, true, Given.Token)).Item;

    public void Dispose() => DynamoDb.Dispose();
}

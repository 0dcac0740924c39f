using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Observability;
using Orders.Resilience;
using Orders.Settings;
using Orders.Storage;
using Orders.Tests.Faults.Services;
using Orders.Tests.Faults.World;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Faults.Models;

/// <summary>The table in memory answers as the emulator does, call by call, so that the simulation does not drift from the protocol.</summary>
public sealed class DynamoDbModelTests(EmulatorFixture emulators) : IClassFixture<EmulatorFixture>
{
    private const int Calls = 120;

    private static readonly OrderStatus[] Statuses = Enum.GetValues<OrderStatus>();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_model_and_the_emulator_answer_the_same_calls_alike(int seed)
    {
        var settings = new TableSettings((await emulators.NewTableAsync()).Name, new HashSet<OrderStatus> { OrderStatus.Pending }, IndexShards: 3);
        var calls = Draw(new Dice((ulong)seed), settings);

        var model = await DrivenCalls.OnOwnThread(() =>
        {
            var universe = new Universe((ulong)seed, FaultRates.None, keepsHistory: false);
            using var client = new SimulatedDynamoDb();
            client.In(universe, new Process(universe, "model"), new Table(universe), Plant.None);
            return calls.ConvertAll(call => universe.Finish(() => call(client)));
        });
        var emulator = new List<string>();
        foreach (var call in calls)
        {
            emulator.Add(await call(emulators.DynamoDb));
        }

        Assert.Equal(emulator, model);
        // Drawn so that every kind of answer is among them.
        Assert.All(["Placed", "Duplicate", "Conflict", "Changed", "IllegalTransition", "UnknownOrder", "VersionConflict"],
            kind => Assert.Contains(emulator, answer => answer.Contains(kind, StringComparison.Ordinal)));
    }

    private static List<Func<IAmazonDynamoDB, Task<string>>> Draw(Dice dice, TableSettings settings)
    {
        var time = new FixedTime(Universe.Start);
        var calls = new List<Func<IAmazonDynamoDB, Task<string>>>();
        for (var i = 0; i < Calls; i++)
        {
            calls.Add(DrawOne(dice, settings, time));
        }

        calls.Add(client => RowsAsync(client, settings));
        return calls;
    }

    private static Func<IAmazonDynamoDB, Task<string>> DrawOne(Dice dice, TableSettings settings, TimeProvider time)
    {
        var resilience = new AwsPipelines(time, static () => 0.5).DynamoDb;
        // Some of them are never placed.
        var id = OrderId.FromKey("queue", $"key-{dice.Below(16)}");
        switch (dice.Below(8))
        {
            case < 3:
                var orders = Enumerable.Range(0, 1 + dice.Below(5)).Select(_ => DrawOrder(dice)).ToList();
                return async client => string.Join(' ', (await new OrderPlacement(client, resilience, settings, new Fingerprints(client, resilience, settings))
                    .PlaceAsync(orders, CancellationToken.None).ConfigureAwait(false)).Select(static result => result.Outcome));
            case < 6:
                // One alone is an UpdateItem; more of them are statements of one request.
                List<ChangeStatus> changes = [DrawChange(dice, id), .. Enumerable.Range(1, dice.Below(4)).Select(_ => DrawChange(dice, OrderId.FromKey("queue", $"key-{dice.Below(16)}")))];
                changes = [.. changes.DistinctBy(static change => change.OrderId)];
                return async client => string.Join(' ', await new StatusChanges(client, resilience, settings, new Metrics(new LineSink(Stream.Null), time, "orders-processor"), time).ApplyAsync(changes, CancellationToken.None).ConfigureAwait(false));
            case 6:
                return async client => (await new OrderReader(client, resilience, settings).FindAsync(id, CancellationToken.None).ConfigureAwait(false)) is { } found
                    ? $"{found.Id} {found.Status} {found.Version} {found.History.Count} {found.Content.Item} {found.UpdatedAt:O}"
                    : "nothing";
            default:
                var limit = 1 + dice.Below(4);
                return async client =>
                {
                    var page = await new StatusIndex(client, resilience, settings)
                        .ListAsync(OrderStatus.Pending, "queue", limit, after: null, CancellationToken.None).ConfigureAwait(false);
                    return string.Join(' ', page.Orders.Select(static order => order.Id));
                };
        }
    }

    private static ChangeStatus DrawChange(Dice dice, OrderId id) =>
        new(id, dice.Of(Statuses), dice.Below(2) == 0 ? null : 1 + dice.Below(3), dice.Below(2) == 0 ? null : "because");

    private static Order DrawOrder(Dice dice)
    {
        var key = $"key-{dice.Below(12)}";
        var content = new OrderContent { Item = dice.Below(3) == 0 ? "lamp" : "kettle", Quantity = 1 };
        // A time by the key: the order of a listing does not hang on which of two came first.
        var at = Universe.Start + TimeSpan.FromSeconds(int.Parse(key.Split('-')[1]));
        return new Order
        {
            Id = OrderId.FromKey("queue", key),
            Content = content,
            ContentHash = ContentHash.Of(content),
            Owner = "queue",
            IdempotencyKey = key,
            CreatedAt = at,
            AcceptedAt = at,
            UpdatedAt = at,
        };
    }

    // All that the calls left behind.
    private static async Task<string> RowsAsync(IAmazonDynamoDB client, TableSettings settings)
    {
        var rows = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            var request = new GetItemRequest { TableName = settings.TableName, Key = new() { [OrdersTable.OrderId] = new(OrderId.FromKey("queue", $"key-{i}").ToString()) }, ConsistentRead = true };
            var row = (await client.GetItemAsync(request).ConfigureAwait(false)).Item;
            rows.Add(row is { Count: > 0 } ? Text(new AttributeValue { M = row }) : "nothing");
        }

        return string.Join('\n', rows);
    }

    private static string Text(AttributeValue value) => value switch
    {
        { S: { } text } => text,
        { N: { } number } => number,
        { L: { Count: > 0 } list } => $"[{string.Join(',', list.Select(Text))}]",
        _ => $"{{{string.Join(',', (value.M ?? []).OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}:{Text(pair.Value)}"))}}}",
    };

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

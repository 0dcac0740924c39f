using Amazon.DynamoDBv2.Model;
using CsCheck;
using Orders.Model;
using Orders.Resilience;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Storage;

/// <summary>Rows that somebody wrote past the pipeline.</summary>
public sealed class OddRowTests : IDisposable
{
    private readonly FakeDynamoDb _table = new();
    private readonly StatusIndex _index;

    public OddRowTests() => _index = new StatusIndex(_table, new AwsPipelines(TimeProvider.System, static () => 0.5).DynamoDb, Given.Table);

    public void Dispose() => _table.Dispose();

    public static TheoryData<string, AttributeValue?> Odd => new()
    {
        { "quantity", new AttributeValue("two") },
        { "quantity", new AttributeValue { N = "1E+120" } },
        { "quantity", new AttributeValue { N = "-1" } },
        { "status", new AttributeValue("NO_SUCH_STATUS") },
        { "status", null },
        { "item", null },
        { "item", new AttributeValue { B = new MemoryStream([0, 255]) } },
        { "owner", new AttributeValue { NULL = true } },
        { "content_hash", new AttributeValue { SS = ["a"] } },
        { "updated_at", new AttributeValue("xxxxxxxxxxxxxx-xxxx.") },
        { "created_at", new AttributeValue("soon") },
        { "created_at", new AttributeValue("😀") },
        { "created_at", new AttributeValue("!") },
        { "accepted_at", new AttributeValue("soon") },
        { "version", new AttributeValue { N = "2147483647" } },
        { "version", new AttributeValue { BOOL = true } },
        { "history", new AttributeValue("placed, then moved") },
        { "history", new AttributeValue { L = [new AttributeValue("moved")] } },
        { "history", new AttributeValue { L = [new AttributeValue { M = new() { ["status"] = new("COMPLETED") } }] } },
        { "metadata", new AttributeValue { M = new() { ["a"] = new() { N = "1" } } } },
        { "metadata", new AttributeValue { L = [] } },
        { "order_id", new AttributeValue("row 7 \u001b[2J") },
        { "order_id", new AttributeValue("01234567-89AB-5DEF-8123-456789ABCDEF") },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task A_listing_skips_the_row_names_it_and_goes_on(string attribute, AttributeValue? value)
    {
        for (var i = 0; i < 20; i++)
        {
            _table.Add(Given.Order($"key-{i}", at: Given.Now.AddSeconds(-i)));
        }

        Spoil($"{OrderId.FromKey("queue", "key-7")}", attribute, value);
        var (orders, unreadable) = await ListAllAsync(limit: 3);

        Assert.Equal(19, orders.Count);
        Assert.Equal(attribute, Assert.Single(unreadable).Attribute);
        Assert.DoesNotContain(unreadable[0].OrderId, char.IsControl);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 1)]
    [InlineData(7, 3)]
    [InlineData(200, 5)]
    [InlineData(200, int.MaxValue)]
    public async Task Pages_give_each_row_once_however_many_are_odd_and_whatever_their_times_are(int limit, int rowsPerQuery)
    {
        _table.RowsPerPage = rowsPerQuery;
        var random = new Random(7);
        string[] times = ["soon", "0", "!", "2026", "2026-11-23T22:28:00Z", "2026-11-23T22:28:00+02:00", "\uFFFD", new('9', 1000), "1969-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z"];
        for (var i = 0; i < 150; i++)
        {
            var order = Given.Order($"key-{i}", at: Given.Now.AddMilliseconds(random.Next(5)));
            _table.Add(order);
            var row = _table.Rows[$"{order.Id}"];
            if (i % 3 == 0)
            {
                row["created_at"] = new AttributeValue(times[random.Next(times.Length)]);
            }

            if (i % 5 == 0)
            {
                row["quantity"] = new AttributeValue("two");
            }
        }

        var (orders, unreadable) = await ListAllAsync(limit);

        var named = orders.Select(static order => $"{order.Id}").Concat(unreadable.Select(static row => row.OrderId)).ToList();
        Assert.Equal(_table.Rows.Keys.Order(), named.Order());
    }

    [Fact]
    public async Task A_page_of_rows_as_large_as_rows_can_be_is_no_larger_than_an_answer()
    {
        for (var i = 0; i < 12; i++)
        {
            _table.Add(Given.Order($"key-{i}", content: Given.Content(new string('x', 390_000)), at: Given.Now.AddSeconds(i)));
        }

        var first = await _index.ListAsync(OrderStatus.Pending, owner: null, limit: 200, after: null, Given.Token);
        var (orders, _) = await ListAllAsync(limit: 200);

        Assert.Equal(2, first.Orders.Count);
        Assert.Equal(12, orders.DistinctBy(static order => order.Id).Count());
        Assert.Equal(12, orders.Count);
    }

    [Fact]
    public async Task A_listing_begins_with_the_earliest_row_and_not_at_the_epoch()
    {
        _table.Add(Given.Order("early", at: new(1969, 12, 31, 23, 59, 59, TimeSpan.Zero)));
        _table.Add(Given.Order("earliest", at: DateTimeOffset.MinValue));
        _table.Add(Given.Order("late", at: new(2099, 12, 31, 0, 0, 0, TimeSpan.Zero)));
        _table.Add(Given.Order("now"));

        var (orders, _) = await ListAllAsync(limit: 1);

        Assert.Equal(["earliest", "early", "now", "late"], orders.Select(static order => order.IdempotencyKey));
    }

    [Fact]
    public async Task A_row_whose_status_alone_was_changed_is_none_of_the_listed_status()
    {
        _table.Add(Given.Order());
        Spoil(_table.Rows.Keys.Single(), "status", new AttributeValue("CANCELLED"));

        var (orders, unreadable) = await ListAllAsync(limit: 10);

        Assert.Empty(orders);
        Assert.Equal("status_shard", Assert.Single(unreadable).Attribute);
    }

    [Fact]
    public void Whatever_a_row_holds_reading_it_ends_in_an_order_or_the_name_of_an_attribute()
    {
        _table.Add(Given.Order().After(OrderStatus.Processing));
        var row = _table.Rows.Values.Single();
        string[] names = [.. row.Keys, "metadata", "customer_email", "traceparent"];
        Gen.Select(Gen.Int[0, names.Length - 1], Values).Array[1, 3].Sample(
            changes =>
            {
                var odd = new Dictionary<string, AttributeValue>(row);
                foreach (var (index, value) in changes)
                {
                    odd[names[index]] = value;
                }

                return OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(odd, out var order, out var unreadable)
                    ? order is not null && unreadable is null
                    : order is null && (names.Contains(unreadable!.Attribute) || unreadable.Attribute == "history");
            },
            iter: 10_000);
    }

    private static Gen<AttributeValue> Values { get; } = Gen.Recursive<AttributeValue>(static (depth, inner) => depth > 2
        ? Gen.String.Select(static text => new AttributeValue(text))
        : Gen.OneOf(
            Gen.String.Select(static text => new AttributeValue(text)),
            Any("0", "1", "2147483647", "2147483648", "-1", "1.5", "1E+120", "").Select(static number => new AttributeValue { N = number }),
            Any(new AttributeValue { NULL = true }, new AttributeValue { BOOL = false }, new AttributeValue { B = new MemoryStream([1]) }),
            inner.List[0, 3].Select(static list => new AttributeValue { L = list }),
            Gen.Select(Any("status", "at", "reason", ""), inner).Array[0, 3]
                .Select(static pairs => new AttributeValue { M = pairs.DistinctBy(static pair => pair.Item1).ToDictionary(static pair => pair.Item1, static pair => pair.Item2) })));

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private void Spoil(string key, string attribute, AttributeValue? value)
    {
        if (value is null)
        {
            _table.Rows[key].Remove(attribute);
        }
        else
        {
            _table.Rows[key][attribute] = value;
        }
    }

    private async Task<(List<Order> Orders, List<UnreadableRow> Unreadable)> ListAllAsync(int limit)
    {
        var (orders, unreadable) = (new List<Order>(), new List<UnreadableRow>());
        ListCursor? after = null;
        for (var pages = 0; pages < 500; pages++)
        {
            var page = await _index.ListAsync(OrderStatus.Pending, owner: null, limit, after, Given.Token);
            Assert.InRange(page.Orders.Count + page.Unreadable.Count, 0, limit);
            orders.AddRange(page.Orders);
            unreadable.AddRange(page.Unreadable);
            if (page.Next is not { } next)
            {
                return (orders, unreadable);
            }

            // As a caller has it.
            Assert.True(ListCursor.TryParse(next.ToString(), out var read) && read == next && (after is null || read > after));
            after = read;
        }

        throw new InvalidOperationException("The pages do not end.");
    }
}

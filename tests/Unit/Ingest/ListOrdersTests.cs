using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

public sealed class ListOrdersTests
{
    private readonly IngestHarness _ingest = new();

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(7, int.MaxValue)]
    [InlineData(7, 3)]
    [InlineData(200, 5)]
    public async Task Pages_give_each_of_the_callers_orders_once_oldest_first(int limit, int rowsPerQuery)
    {
        _ingest.DynamoDb.RowsPerPage = rowsPerQuery;
        var random = new Random(5);
        var mine = new List<(DateTimeOffset At, string Id)>();
        for (var i = 0; i < 120; i++)
        {
            // Some share a millisecond, and every third is somebody else's.
            var at = Given.Now.AddSeconds(-random.Next(40));
            var order = Given.Order($"key-{i}", owner: i % 3 == 0 ? "jwt:them" : "public", at: at);
            _ingest.DynamoDb.Add(order);
            if (i % 3 != 0)
            {
                mine.Add((at, order.Id.ToString()));
            }
        }

        _ingest.DynamoDb.Add(Given.Order("moved", owner: "public").After(OrderStatus.Processing) with { Status = OrderStatus.Processing });
        var listed = await ListAllAsync(limit);

        Assert.Equal(mine.Select(static order => order.Id).Order(), listed.Select(static order => order.Id).Order());
        Assert.Equal(listed.Select(static order => order.CreatedAt).Order(StringComparer.Ordinal), listed.Select(static order => order.CreatedAt));
        Assert.All(_ingest.DynamoDb.Requests, static request => Assert.IsType<QueryRequest>(request));
    }

    [Fact]
    public async Task More_orders_of_one_millisecond_than_a_page_holds_are_all_listed()
    {
        _ingest.DynamoDb.RowsPerPage = 2;
        for (var i = 0; i < 60; i++)
        {
            _ingest.DynamoDb.Add(Given.Order($"key-{i}", owner: "public"));
        }

        var listed = await ListAllAsync(limit: 5);
        Assert.Equal(60, listed.DistinctBy(static order => order.Id).Count());
        Assert.Equal(60, listed.Count);
    }

    [Fact]
    public async Task A_page_has_fifty_orders_unless_the_caller_says_otherwise()
    {
        for (var i = 0; i < 60; i++)
        {
            _ingest.DynamoDb.Add(Given.Order($"key-{i}", owner: "public", at: Given.Now.AddSeconds(i)));
        }

        var answer = await _ingest.GetAsync("/orders", ("status", "PENDING"));
        Assert.Equal(50, answer.Body.GetProperty("orders").GetArrayLength());
        Assert.NotNull(answer.Body.Text("cursor"));
        Assert.Equal("customer_name", answer.Body.GetProperty("orders")[0].EnumerateObject().ElementAt(5).Name);
    }

    [Fact]
    public async Task The_last_page_has_no_cursor()
    {
        _ingest.DynamoDb.Add(Given.Order(owner: "public"));
        var answer = await _ingest.GetAsync("/orders", ("status", "PENDING"), ("limit", "1"));
        Assert.Equal(1, answer.Body.GetProperty("orders").GetArrayLength());
        Assert.False(answer.Body.TryGetProperty("cursor", out _));
    }

    [Theory]
    [InlineData("status", "NO_SUCH_STATUS", "status", "value")]
    [InlineData("status", "pending", "status", "value")]
    [InlineData("status", "COMPLETED", "status", "not_indexed")]
    [InlineData("limit", "0", "limit", "range")]
    [InlineData("limit", "201", "limit", "range")]
    [InlineData("limit", "-1", "limit", "range")]
    [InlineData("limit", "1.5", "limit", "range")]
    [InlineData("limit", "99999999999", "limit", "range")]
    [InlineData("cursor", "rubbish", "cursor", "format")]
    [InlineData("cursor", "", "cursor", "format")]
    [InlineData("owner", "jwt:them", "owner", "unknown_field")]
    public async Task A_parameter_that_breaks_its_rule_is_refused(string name, string value, string field, string code)
    {
        var query = new Dictionary<string, string> { ["status"] = "PENDING", [name] = value };
        var answer = await _ingest.SendAsync(new HttpEvent("GET", "/orders") { Query = query });
        Assert.Equal(400, answer.Status);
        Assert.Equal((field, code), Assert.Single(answer.Details));
        Assert.Empty(_ingest.DynamoDb.Requests);
    }

    [Fact]
    public async Task A_status_must_be_given() =>
        Assert.Equal(("status", "required"), Assert.Single((await _ingest.GetAsync("/orders")).Details));

    [Fact]
    public async Task A_table_that_is_away_is_an_answer_to_try_again()
    {
        _ingest.DynamoDb.FailBefore = static (_, _) => Faults.Throttled;
        Assert.Equal(503, (await _ingest.GetAsync("/orders", ("status", "PENDING"))).Status);
    }

    private async Task<List<(string Id, string CreatedAt)>> ListAllAsync(int limit)
    {
        var listed = new List<(string, string)>();
        string? cursor = null;
        for (var pages = 0; pages < 500; pages++)
        {
            (string, string)[] query = [("status", "PENDING"), ("limit", $"{limit}")];
            var answer = await _ingest.GetAsync("/orders", cursor is null ? query : [.. query, ("cursor", cursor)]);
            Assert.Equal(200, answer.Status);
            var orders = answer.Body.GetProperty("orders");
            Assert.InRange(orders.GetArrayLength(), 0, limit);
            listed.AddRange(orders.EnumerateArray().Select(static order => (order.Text("order_id")!, order.Text("created_at")!)));
            cursor = answer.Body.Text("cursor");
            if (cursor is null)
            {
                return listed;
            }
        }

        Assert.Fail("The pages do not end.");
        return listed;
    }
}

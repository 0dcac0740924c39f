using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

/// <summary>The API over rows that somebody wrote past the pipeline.</summary>
public sealed class OddRowTests
{
    private static readonly Order Mine = Given.Order("mine", owner: "public");

    private readonly IngestHarness _ingest = new();

    public OddRowTests()
    {
        _ingest.DynamoDb.Add(Mine);
        _ingest.DynamoDb.Add(Given.Order("other", owner: "public"));
        _ingest.DynamoDb.Rows[$"{Mine.Id}"]["quantity"] = new("two");
    }

    [Fact]
    public async Task A_listing_has_the_others_and_names_the_row()
    {
        var answer = await _ingest.GetAsync("/orders", ("status", "PENDING"));

        Assert.Equal((200, 1), (answer.Status, answer.Body.GetProperty("orders").GetArrayLength()));
        var named = Assert.Single(answer.Body.GetProperty("unreadable").EnumerateArray().ToList());
        Assert.Equal($$"""{"order_id":"{{Mine.Id}}"}""", named.GetRawText());
        OperatorsAreTold();
    }

    [Fact]
    public async Task A_listing_says_nothing_of_the_rows_of_others()
    {
        _ingest.DynamoDb.Rows[$"{Mine.Id}"]["owner"] = new("jwt:them");
        Assert.False((await _ingest.GetAsync("/orders", ("status", "PENDING"))).Body.TryGetProperty("unreadable", out _));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Its_owner_is_told_that_it_cannot_be_read(string method)
    {
        var answer = await SendAsync(method);

        Assert.Equal(500, answer.Status);
        Assert.Equal(("order_id", "unreadable_row"), Assert.Single(answer.Details));
        Assert.Empty(_ingest.Queued);
        OperatorsAreTold();
        Assert.Equal(1, _ingest.Lines.Metric("RequestsFailed"));
    }

    [Theory]
    [InlineData("GET", "jwt:them")]
    [InlineData("PUT", "jwt:them")]
    [InlineData("DELETE", null)]
    public async Task To_anybody_else_it_is_not_there_and_operators_are_told(string method, string? owner)
    {
        _ingest.DynamoDb.Rows[$"{Mine.Id}"]["owner"] = owner is null ? new() { N = "1" } : new(owner);

        Assert.Equal(404, (await SendAsync(method)).Status);
        OperatorsAreTold();
    }

    private Task<Answer> SendAsync(string method) =>
        _ingest.SendAsync(new HttpEvent(method, $"/orders/{Mine.Id}", method == "PUT" ? """{"status":"PROCESSING"}""" : null));

    private void OperatorsAreTold()
    {
        var line = Assert.Single(_ingest.Lines.Of("RowUnreadable"));
        Assert.Equal($"{Mine.Id}", line.Text("OrderId"));
        Assert.Contains(line.Text("Attribute"), new[] { "quantity" });
        Assert.Equal(1, _ingest.Lines.Metric("RowsUnreadable"));
    }
}

using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using Orders.Local.CloudWatch;
using Orders.Operations.Connections;
using Orders.Operations.Status;
using Orders.Tests.Unit.Support;
using Polly;

namespace Orders.Tests.Unit.Local.CloudWatch;

/// <summary>The local CloudWatch and our reader of CloudWatch, one against the other.</summary>
public sealed class CloudWatchApiTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly MetricStore _store;
    private CloudWatchService _service = null!;
    private AwsJsonClient _client = null!;

    public CloudWatchApiTests() => _store = new MetricStore(_time);

    public async ValueTask InitializeAsync()
    {
        _service = await CloudWatchService.StartAsync(_store, sqsEmulator: null, _time);
        var endpoint = new AwsJsonEndpoint(_service.Endpoint, "monitoring", "ap-south-1");
        _client = new AwsJsonClient(endpoint, new BasicAWSCredentials("id", "secret"), ResiliencePipeline.Empty, _time);
    }

    [Theory]
    [InlineData("Sum", 110)]
    [InlineData("SampleCount", 2)]
    [InlineData("Average", 55)]
    [InlineData("Minimum", 10)]
    [InlineData("Maximum", 100)]
    [InlineData("p100", 100)]
    public async Task A_statistic_is_read_by_period_in_order_of_time(string statistic, double value)
    {
        Add("Duration", 10, Noon);
        Add("Duration", 100, Noon.AddSeconds(59));
        Add("Duration", 5, Noon.AddMinutes(2));
        var query = MetricQuery.OfFunction("f", "Duration", statistic);

        var read = await new MetricReader(_client).ReadAsync([query, query with { Resource = "g" }], Noon, Noon.AddMinutes(5), Minute, Given.Token);

        Assert.Equal(new MetricPoint(Noon, value), read[query][0]);
        Assert.Equal([Noon, Noon.AddMinutes(2)], read[query].Select(static point => point.Time));
        Assert.Empty(read[query with { Resource = "g" }]);
    }

    [Fact]
    public async Task More_queries_than_a_request_takes_go_in_several()
    {
        Add("Duration", 1, Noon);
        MetricQuery[] queries = [.. Enumerable.Range(0, 501).Select(static number => MetricQuery.OfFunction($"f{number}", "Duration", "Sum")), MetricQuery.OfFunction("f", "Duration", "Sum")];

        var read = await new MetricReader(_client).ReadAsync(queries, Noon, Noon.AddMinutes(5), Minute, Given.Token);

        Assert.Equal(1, Assert.Single(read[queries[^1]]).Value);
        Assert.Equal(502, read.Count);
    }

    [Theory]
    [InlineData("""{"StartTime":2,"EndTime":1,"MetricDataQueries":[]}""", "StartTime must be less than")]
    [InlineData("""{"StartTime":1,"EndTime":2}""", "MetricDataQueries is required")]
    [InlineData("""{"StartTime":1,"EndTime":2,"MetricDataQueries":[{"Id":"a","Expression":"a+b"}]}""", "does not support expressions")]
    [InlineData("""{"StartTime":1,"EndTime":2,"MetricDataQueries":[{"Id":"a","MetricStat":{"Period":7,"Stat":"Sum"}}]}""", "Period must be 1, 5, 10, 30 or a multiple of 60")]
    [InlineData("""{"StartTime":1,"EndTime":2,"MetricDataQueries":[{"Id":"a","MetricStat":{"Period":60,"Stat":"Middle"}}]}""", "Stat must be")]
    [InlineData("""{"StartTime":"now","EndTime":2,"MetricDataQueries":[]}""", "")]
    [InlineData("junk", "")]
    public async Task A_request_that_breaks_a_rule_is_refused_with_it(string request, string rule)
    {
        var refused = await Assert.ThrowsAsync<AmazonServiceException>(() => _client.CallAsync(
            "GraniteServiceVersion20100801.GetMetricData", System.Text.Encoding.UTF8.GetBytes(request), static answer => answer.ValueKind, Given.Token));

        Assert.Equal("InvalidParameterValue", refused.ErrorCode);
        Assert.Contains(rule, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_operation_is_refused()
    {
        var refused = await Assert.ThrowsAsync<AmazonServiceException>(() => _client.CallAsync("GraniteServiceVersion20100801.PutMetricData", "{}"u8.ToArray(), static answer => answer.ValueKind, Given.Token));

        Assert.Equal(("UnknownOperationException", 400), (refused.ErrorCode, (int)refused.StatusCode));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    private void Add(string name, double value, DateTimeOffset at) => _store.Add(new MetricSeries("AWS/Lambda", name, "FunctionName", "f"), value, at);
}

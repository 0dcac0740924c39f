using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orders.Tests.Faults.Fuzzing.Operators.Services;

/// <summary>CloudWatch, Lambda and DynamoDB Streams behind HTTP: a shard with the records of an input, closed behind the last of them, and an empty one behind it.</summary>
internal sealed class OperatorApis : HttpMessageHandler
{
    private const string Mapping = """{"UUID":"u","FunctionArn":"arn:aws:lambda:eu-west-1:000000000000:function:orders-processor","State":"Enabled","LastModified":1796040000}""";

    // The answer of every operation on a function: its alias, its versions and its configuration.
    private const string Function = """
        {"AliasArn":"arn:aws:lambda:eu-west-1:000000000000:function:orders-processor:live","FunctionVersion":"2","RevisionId":"r",
        "Version":"2","Description":"Release bbbbbbb2","LastModified":"2026-11-30T00:02:00.000+0000",
        "Versions":[{"Version":"1","Description":"Release aaaaaaa1","LastModified":"2026-11-30T00:01:00.000+0000"},
        {"Version":"2","Description":"Release bbbbbbb2","LastModified":"2026-11-30T00:02:00.000+0000"}]}
        """;

    private readonly Lock _gate = new();
    private IReadOnlyList<string> _records = [];
    private string _metrics = "";
    private CancellationTokenSource? _stop;

    /// <summary>Takes the records and metrics of an input.</summary>
    /// <param name="records">The stream's, as JSON.</param>
    /// <param name="metrics">What CloudWatch answers; empty for values like any others.</param>
    /// <param name="stop">Is cancelled once a reader of the stream has seen all.</param>
    public void Begin(IReadOnlyList<string> records, string metrics, CancellationTokenSource? stop) => (_records, _metrics, _stop) = (records, metrics, stop);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = request.Headers.TryGetValues("X-Amz-Target", out var values) ? values.First() : "";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (target.Length == 0)
        {
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    request.RequestUri!.AbsolutePath.Contains("/functions/", StringComparison.Ordinal) ? Function : request.Method == HttpMethod.Put ? Mapping : $$"""{"EventSourceMappings":[{{Mapping}}]}""",
                    Encoding.UTF8),
            };
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Answer(target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..], body), Encoding.UTF8) };
    }

    private string Answer(string operation, string body)
    {
        lock (_gate)
        {
            switch (operation)
            {
                case "DescribeStream":
                    return """{"StreamDescription":{"Shards":[{"ShardId":"shard-1"},{"ShardId":"shard-2","ParentShardId":"shard-1"}]}}""";
                case "GetShardIterator" when body.Contains("\"shard-2\"", StringComparison.Ordinal):
                    // Whoever comes here has read the first one to its end.
                    _stop?.Cancel();
                    return """{"ShardIterator":"none"}""";
                case "GetShardIterator":
                    return """{"ShardIterator":"all"}""";
                case "GetRecords":
                    return body.Contains("\"all\"", StringComparison.Ordinal) ? $$"""{"Records":[{{string.Join(',', _records)}}]}""" : """{"Records":[]}""";
                case "GetMetricData":
                    return _metrics.Length > 0 ? _metrics : Metrics(body);
                default:
                    return "{}";
            }
        }
    }

    private static string Metrics(string body)
    {
        using var request = JsonDocument.Parse(body);
        var start = request.RootElement.GetProperty("StartTime").GetInt64();
        return new JsonObject
        {
            ["MetricDataResults"] = new JsonArray([.. request.RootElement.GetProperty("MetricDataQueries").EnumerateArray().Select(query =>
                new JsonObject { ["Id"] = query.GetProperty("Id").GetString(), ["Timestamps"] = new JsonArray(start, start + 60), ["Values"] = new JsonArray(1, 2) })]),
        }.ToJsonString();
    }
}

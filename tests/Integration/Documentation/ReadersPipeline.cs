using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Dev.Commands;
using Orders.Local;
using Orders.Operations.Streams;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Documentation;

/// <summary>A pipeline whose queues only the documented lines read, and what those lines expect to find there.</summary>
public sealed partial class ReadersPipeline : IAsyncLifetime
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-reader-").FullName;
    LocalPipeline _pipeline = null!;
    AmazonSQSClient _sqs = null!;
    AmazonDynamoDBClient _dynamoDb = null!;
    HttpClient _http = null!;

    /// <summary>What <c>orders up</c> prints about this pipeline.</summary>
    internal string Guide { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var options = RunningPipeline.Options(_data);
        _pipeline = await LocalPipeline.StartAsync(options, TestContext.Current.CancellationToken);
        _sqs = _pipeline.Endpoints.NewSqsClient();
        _dynamoDb = _pipeline.Endpoints.NewDynamoDbClient();
        _http = new HttpClient { BaseAddress = _pipeline.Api };
        using var guide = new StringWriter();
        UpGuide.Write(guide, _pipeline, new Uri("http://127.0.0.1:8081/#key=0"), options);
        Guide = guide.ToString();
        await PlaceAsync("web-1");
    }

    internal LocalShell NewShell() => new(Directory.CreateDirectory(Path.Combine(_data, $"{Guid.NewGuid():N}")).FullName, Guide);

    /// <summary>Places an order, and waits until its row is there.</summary>
    /// <returns>Its id.</returns>
    internal async Task<string> PlaceAsync(string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = Json("""{"item":"Laptop","quantity":2}""") };
        request.Headers.Add("Idempotency-Key", key ?? Given.NewKey());
        using var response = await _http.SendAsync(request, Given.Token);
        var id = Wire.Parse(await response.Content.ReadAsStringAsync(Given.Token)).Text("order_id")!;
        await Eventually.HoldsAsync(async () => await StatusAsync(id) is not null, $"the order {id}");
        return id;
    }

    /// <summary>Makes true what a line takes for granted, and writes this pipeline's names and ids into it.</summary>
    /// <returns>The line as a reader of this pipeline types it.</returns>
    internal async Task<string> PrepareAsync(DocumentedLine line, LocalShell shell)
    {
        var command = line.Command.Replace("http://127.0.0.1:8080", _pipeline.Api.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
            .Replace("./orders send ", $"./orders send --api {_pipeline.Api} ", StringComparison.Ordinal);
        command = Output().Replace(command, output => Deployed(output.Groups["name"].Value));
        if (OrderPlaceholder().IsMatch(command))
        {
            var key = PlacementKey().Match(command) is { Success: true } placement ? placement.Groups["key"].Value : null;
            command = OrderPlaceholder().Replace(command, await OrderAsync(key, isMoved: command.Contains("--version 2", StringComparison.Ordinal)));
        }

        if (command.Contains("receive-message", StringComparison.Ordinal))
        {
            await PlaceAsync();
            await PutLetterAsync(command);
        }

        if (AuditReader().IsMatch(command))
        {
            Assert.Equal(0, (await shell.RunAsync($"./orders dlq discard --id {await PutLetterAsync(command)} --count 1")).Status);
        }
        else if (LetterReader().IsMatch(command))
        {
            command = LetterPlaceholder().Replace(command, await PutLettersAsync(command));
        }

        return Moments(Placeholders().Replace(command, static name => name.Value switch
        {
            "COMMAND" => "status",
            _ => "fulfilment",
        }));
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        _sqs?.Dispose();
        _dynamoDb?.Dispose();
        if (_pipeline is not null)
        {
            await _pipeline.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }

    // What Terraform calls them once they are deployed.
    string Deployed(string output) => output switch
    {
        "ingest_function_arn" => _pipeline.Settings.Ingest.Name,
        "table_name" => _pipeline.TableName,
        "api_url" => _pipeline.Api.AbsoluteUri.TrimEnd('/'),
        _ => throw new ArgumentException($"Say what terraform output {output} is in a local pipeline.", nameof(output)),
    };

    async Task<string> OrderAsync(string? key, bool isMoved)
    {
        var id = await PlaceAsync(key);
        if (isMoved)
        {
            using var content = Json("""{"status":"PROCESSING"}""");
            using var response = await _http.PutAsync(new Uri($"/orders/{id}", UriKind.Relative), content, Given.Token);
            await Eventually.HoldsAsync(async () => await StatusAsync(id) == "PROCESSING", $"the change of {id}");
        }

        return id;
    }

    async Task<string?> StatusAsync(string id)
    {
        using var response = await _http.GetAsync(new Uri($"/orders/{id}", UriKind.Relative), Given.Token);
        return response.IsSuccessStatusCode ? Wire.Parse(await response.Content.ReadAsStringAsync(Given.Token)).Text("status") : null;
    }

    // As many as the line counts, and nothing else on that queue.
    async Task<string> PutLettersAsync(string command)
    {
        await EmptyAsync(LetterQueue(command));
        var id = "";
        for (var left = int.Parse(Option(command, "count") ?? "1", CultureInfo.InvariantCulture); left > 0; left--)
        {
            id = await PutLetterAsync(command);
        }

        return id;
    }

    async Task<string> PutLetterAsync(string command)
    {
        var queue = LetterQueue(command);
        var request = new SendMessageRequest(_pipeline.Queues[queue].Url, "");
        if (queue == _pipeline.Settings.OrderEventsDlq.Name)
        {
            request.MessageBody = await ReportAsync();
        }
        else if (queue.EndsWith(".fifo", StringComparison.Ordinal))
        {
            (request.MessageBody, request.MessageGroupId, request.MessageDeduplicationId) = ("""{"specversion":"1.0"}""", "order", Given.NewKey());
        }
        else
        {
            var reason = Option(command, "reason") ?? "type";
            var body = new JsonObject { ["item"] = "kettle", ["quantity"] = 2, ["idempotency_key"] = Given.NewKey(), ["source"] = "pos-7" };
            if (command.Contains("quantity=2", StringComparison.Ordinal) || command.Contains("dlq edit", StringComparison.Ordinal))
            {
                body["quantity"] = "2";
            }

            if (Option(command, "remove") is { } unknown)
            {
                body[unknown] = "red";
            }

            request.MessageBody = body.ToJsonString();
            request.MessageAttributes = new() { ["dead_letter"] = new() { DataType = "String", StringValue = Reason(reason, Option(command, "field") ?? "quantity") } };
        }

        return (await _sqs.SendMessageAsync(request, Given.Token)).MessageId;
    }

    // The example of the contracts, three hours old.
    static string Reason(string code, string field)
    {
        var reason = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "contracts", "examples", "dead-letter", "rejected-message.json")))!;
        (reason["code"], reason["field"]) = (code, field);
        reason["failed_at"] = DateTimeOffset.UtcNow.AddHours(-3).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return reason.ToJsonString();
    }

    // What Lambda writes when it gives up the last record of the stream.
    async Task<string> ReportAsync()
    {
        var table = (await _dynamoDb.DescribeTableAsync(_pipeline.TableName, Given.Token)).Table;
        using var stream = _pipeline.Endpoints.NewStream(table.LatestStreamArn, TimeProvider.System);
        foreach (var shard in await stream.ShardsAsync(Given.Token))
        {
            if ((await stream.ReadAsync(await stream.IteratorAsync(shard.Id, ShardPosition.Oldest, Given.Token), Given.Token)).Records is [.., var last])
            {
                var (number, now) = (last.SequenceNumber, DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture));
                return $$$"""
                    {"requestContext":{"condition":"RetryAttemptsExhausted"},"version":"1.0",
                     "DDBStreamBatchInfo":{"shardId":"{{{shard.Id}}}","startSequenceNumber":"{{{number}}}","endSequenceNumber":"{{{number}}}",
                      "approximateArrivalOfFirstRecord":"{{{now}}}","approximateArrivalOfLastRecord":"{{{now}}}","batchSize":1,"streamArn":"{{{table.LatestStreamArn}}}"}}
                    """;
            }
        }

        throw new InvalidOperationException("The stream is empty, although an order was placed.");
    }

    async Task EmptyAsync(string queue)
    {
        var url = _pipeline.Queues[queue].Url;
        while ((await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10 }, Given.Token)).Messages is { Count: > 0 } messages)
        {
            await _sqs.DeleteMessageBatchAsync(url, [.. messages.Select(static (message, index) => new DeleteMessageBatchRequestEntry($"{index}", message.ReceiptHandle))], Given.Token);
        }
    }

    string LetterQueue(string command) => (Option(command, "queue"), command.Contains("--on-failure", StringComparison.Ordinal)) switch
    {
        (_, true) => _pipeline.Settings.OrderEventsDlq.Name,
        ({ } queue, _) when queue.StartsWith("consumer:", StringComparison.Ordinal) => "order-events-fulfilment-dlq.fifo",
        ({ } queue, _) => queue,
        _ => _pipeline.Settings.OrdersQueue.DeadLetterQueue,
    };

    static string? Option(string command, string name) =>
        Regex.Match(command, $@" --{name} (?<value>\S+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } match ? match.Groups["value"].Value : null;

    // A span of time on a page is one of long ago.
    static string Moments(string command)
    {
        var now = DateTimeOffset.UtcNow;
        var hours = -1;
        return Moment().Replace(command, _ => now.AddHours(hours++).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    [GeneratedRegex(@"\$\(terraform output -raw (?<name>\w+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Output();

    [GeneratedRegex(@"Idempotency-Key: (?<key>[\w-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlacementKey();

    [GeneratedRegex(@"\$ORDER_ID\b|<order_id>|\bID\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OrderPlaceholder();

    [GeneratedRegex(@"\baudit\.ndjson|dlq report", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AuditReader();

    [GeneratedRegex(@"\./orders dlq |--on-failure", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LetterReader();

    [GeneratedRegex("5fea7756|…", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LetterPlaceholder();

    [GeneratedRegex(@"\bCOMMAND\b|<name>|\bNAME\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();
}

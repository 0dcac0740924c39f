using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Dev.Functions;
using Orders.Local;
using Orders.Local.Emulators;
using Orders.Local.Lambda;
using Orders.Local.Mappings;
using Orders.Local.Resources;
using Orders.Resilience;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Load;

/// <summary>
/// Messages that have piled up on the orders queue, as after an outage or while the mapping was disabled. <c>./orders test integration --backlog N</c>
/// takes any number, and the functions as native binaries.
/// </summary>
[Trait("Duration", "long")]
public sealed class BacklogTests(ITestOutputHelper output) : IDisposable
{
    const int DefaultMessages = 10_000;
    const int EntriesPerRequest = 10;
    const int SideBySideCalls = 8;

    /// <summary>Within this much a process's memory is flat: collections come when they come.</summary>
    const double Tolerance = 1.25;

    readonly string _data = Directory.CreateTempSubdirectory("orders-backlog-").FullName;

    [Fact]
    public async Task A_backlog_is_drained_at_flat_memory()
    {
        var asked = Environment.GetEnvironmentVariable("ORDERS_BACKLOG");
        var messages = asked is null ? DefaultMessages : int.Parse(asked, NumberStyles.None, CultureInfo.InvariantCulture);
        var options = await OptionsAsync(isNative: asked is not null);
        await using var queues = await SqsEmulator.StartAsync(options.EmulatorsFolder, options.Region, options.Time, Given.Token);
        await PileUpAsync(queues.Endpoint, options, messages);

        var start = TimeProvider.System.GetTimestamp();
        await using var pipeline = await LocalPipeline.StartAsync(options with { SqsEndpoint = queues.Endpoint }, Given.Token);
        await using var memory = MemoryLog.Start(
            [pipeline.Lambda[options.Settings.Processor.Name], pipeline.Lambda[options.Settings.Notifier.Name]], TimeProvider.System);
        await DrainAsync(pipeline, messages);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;

        Assert.Equal(messages, await CountRowsAsync(pipeline));
        Assert.Equal(0, pipeline.OrdersMapping.Counters.Failed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{messages:N0} messages in {seconds:0} s: {messages / seconds:0} a second"));
        var halves = await memory.StopAsync();
        Assert.All((string[])[options.Settings.Processor.Name, options.Settings.Notifier.Name], name => Assert.Contains(halves, half => half.Function == name));
        foreach (var half in halves)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{half.Function} {half.Pid}: at most {half.FirstMb:0.0} MB in the first half, {half.SecondMb:0.0} MB in the second"));
        }

        Assert.All(halves, static half => Assert.True(
            half.SecondMb <= half.FirstMb * Tolerance, $"{half.Function} {half.Pid} grew from {half.FirstMb:0.0} MB to {half.SecondMb:0.0} MB"));
    }

    async Task<LocalPipelineOptions> OptionsAsync(bool isNative)
    {
        var options = RunningPipeline.Options(_data);
        if (!isNative)
        {
            return options;
        }

        var functions = await new FunctionBuilder(global::Orders.Cli.Options.Repository.Find()).EnsureBuiltAsync(FunctionBuilder.Deployed, output.WriteLine, Given.Token);
        return options with { IngestCommand = functions.Ingest, ProcessorCommand = functions.Processor, NotifierCommand = functions.Notifier };
    }

    /// <summary>Fills the queue before anything reads it.</summary>
    static async Task PileUpAsync(Uri endpoint, LocalPipelineOptions options, int messages)
    {
        using var sqs = new LocalEndpoints(endpoint, endpoint, options.Region, options.AccessKey, options.SecretKey).NewSqsClient();
        var url = (await new QueueMaker(sqs).CreateAsync(options.Settings, Given.Token))[options.Settings.OrdersQueue.Name].Url;
        await SideBySide.ForEachAsync(Enumerable.Range(0, messages).Chunk(EntriesPerRequest), SideBySideCalls, async numbers =>
        {
            var sent = await sqs.SendMessageBatchAsync(url, [.. numbers.Select(static (number, index) => new SendMessageBatchRequestEntry(
                $"{index}", $$"""{"item":"kettle","quantity":1,"customer_name":"Customer {{number}}","idempotency_key":"backlog-{{number}}"}"""))]);
            Assert.Empty(sent.Failed ?? []);
        });
    }

    static async Task DrainAsync(LocalPipeline pipeline, int messages)
    {
        await Task.WhenAll(DrainAsync(pipeline.OrdersMapping.Counters), DrainAsync(pipeline.StreamMapping.Counters));

        // Not after a time, but after a time in which nothing moves.
        async Task DrainAsync(MappingCounters counters)
        {
            for (long done = -1; done < messages;)
            {
                var before = done;
                await Eventually.HoldsAsync(() => (done = counters.Succeeded) > before, $"more than {before} of {messages} records are done", withinSeconds: 60);
            }
        }
    }

    static async Task<int> CountRowsAsync(LocalPipeline pipeline)
    {
        using var dynamoDb = pipeline.Endpoints.NewDynamoDbClient();
        var (request, rows) = (new ScanRequest(pipeline.TableName) { Select = Select.COUNT }, 0);
        do
        {
            var page = await dynamoDb.ScanAsync(request, Given.Token);
            rows += page.Count ?? 0;
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return rows;
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}

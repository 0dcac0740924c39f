using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Orders.Dev.Cost;
using Orders.Local;
using Orders.Local.Proxies;
using Orders.Operations.Settings;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Cost;

/// <summary>The cost model beside pipelines of the real functions.</summary>
public sealed class MeasuredRunTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-cost-").FullName;
    readonly ConcurrentQueue<ObservedCall> _calls = new();

    [Theory]
    [InlineData("PENDING")]
    [InlineData("PENDING", "PROCESSING")]
    public async Task Counts_of_a_local_run_agree_with_the_model_within_two_per_cent(params string[] indexStatuses)
    {
        var comparison = await RunAsync(settings => settings with { Table = settings.Table with { IndexStatuses = indexStatuses } });

        Assert.Empty(comparison.Others);
        Assert.All(comparison.Counts, static count => Assert.InRange(count.DifferencePercent, -2, 2));
        Assert.All(comparison.Counts, static count => Assert.NotEqual(0, count.Measured));
        Assert.True(comparison.Agrees);
    }

    [Fact]
    public async Task The_sizes_that_the_model_assumes_are_not_less_than_those_of_an_order_with_all_that_is_usual()
    {
        await RunAsync(static settings => settings);

        var assumed = CostInputs.InFullBatches(PipelineSettings.Load(Repository.Settings), 1);
        Assert.InRange(Sizes("GetRecords", static page => page.GetProperty("Records").EnumerateArray()
            .Select(static record => ItemSize.Bytes(record.GetProperty("dynamodb").GetProperty("NewImage")))).Max(), 1, assumed.RowBytes);
        Assert.InRange(Sizes("ReceiveMessage", static answer => answer.TryGetProperty("Messages", out var messages)
            ? messages.EnumerateArray().Select(static message => Encoding.UTF8.GetByteCount(message.GetProperty("Body").GetString()!))
            : []).Max(), 1, assumed.MessageBytes);
        var events = _calls.Where(static call => call.Caller == "orders-notifier").SelectMany(static call => Parse(call.RequestBody).GetProperty("Entries").EnumerateArray()
            .Select(static entry => Encoding.UTF8.GetByteCount(entry.GetProperty("MessageBody").GetString()!)));
        Assert.InRange(events.Max(), 1, assumed.EventBytes);
    }

    async Task<Comparison> RunAsync(Func<PipelineSettings, PipelineSettings> configure)
    {
        var options = RunningPipeline.Options(_data);
        options = options with { Settings = configure(options.Settings) };
        var meter = new UsageMeter(options.Settings);
        await using var pipeline = await LocalPipeline.StartAsync(
            options with { CallMiddleware = [new CallObserver(meter.Add).InvokeAsync, new CallObserver(_calls.Enqueue).InvokeAsync] }, Given.Token);
        return await new MeasuredRun(pipeline, meter, orders: 100, TimeProvider.System, static _ => { }).RunAsync(Given.Token).WaitAsync(TimeSpan.FromSeconds(60), Given.Token);
    }

    IEnumerable<int> Sizes(string operation, Func<JsonElement, IEnumerable<int>> read) =>
        _calls.Where(call => call.Operation == operation && call.Answer is { Status: 200 }).SelectMany(call => read(Parse(call.Answer!.Body)));

    static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}

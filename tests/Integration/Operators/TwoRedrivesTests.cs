using Amazon.SQS.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

[Trait("Duration", "long")]
public sealed class TwoRedrivesTests(EmulatorFixture emulators) : IDisposable
{
    // More than two windows.
    const int Letters = 4_500;

    readonly string _data = Directory.CreateTempSubdirectory("orders-two-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Two_operators_who_redrive_one_queue_send_each_message_once()
    {
        var desk = await Operator.NewAsync(emulators, Path.Combine(_data, "audit.ndjson"));
        await desk.PutAsync(Enumerable.Range(0, Letters).Select(static i => new SendMessageBatchRequestEntry($"{i}", $$"""{"item":"kettle","quantity":2,"idempotency_key":"key-{{i}}"}""")));

        var runs = await Task.WhenAll(desk.RunAsync("redrive", "--yes", "--json", "--lease", "5"), desk.RunAsync("redrive", "--yes", "--json", "--lease", "5"));
        // A lease of five seconds may end on a busy machine; such a message was left alone.
        await Eventually.HoldsAsync(
            async () => (await desk.RunAsync("redrive", "--yes")).Text.Contains("No message", StringComparison.Ordinal), "every message redriven", withinSeconds: 60);

        Assert.All(runs, static run => Assert.InRange(run.Json.GetProperty("sent").GetInt32(), 1, Letters - 1));
        var sent = await desk.DrainAsync(desk.Orders);
        Assert.Equal((Letters, Letters), (sent.Count, sent.DistinctBy(static message => message.Body).Count()));
        Assert.Empty(await desk.DrainAsync(desk.DeadLetters));
    }
}

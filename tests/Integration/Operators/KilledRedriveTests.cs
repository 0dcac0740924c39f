using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

[Trait("Duration", "long")]
public sealed class KilledRedriveTests(EmulatorFixture emulators) : IDisposable
{
    const int Kills = 20;
    const int Letters = 120;
    const int SideBySide = 4;

    readonly string _data = Directory.CreateTempSubdirectory("orders-kills-").FullName;

    [Fact]
    public async Task Killed_at_twenty_points_and_made_again_a_redrive_loses_nothing_and_doubles_no_order()
    {
        var random = new Random(20261125);
        var delays = Enumerable.Range(0, Kills).Select(_ => random.Next(0, 1200)).ToList();
        var unfinished = 0;
        await Parallel.ForEachAsync(delays, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = Given.Token }, async (delay, _) =>
        {
            if (await KillOnceAsync(delay) > 0)
            {
                Interlocked.Increment(ref unfinished);
            }
        });

        // Else the kills came when all was done, and show nothing.
        Assert.InRange(unfinished, Kills / 2, Kills);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <returns>How many messages the killed redrive had not sent.</returns>
    async Task<int> KillOnceAsync(int delay)
    {
        var desk = await Operator.NewAsync(emulators, Path.Combine(_data, $"{Guid.NewGuid():N}.ndjson"));
        await desk.PutAsync(Enumerable.Range(0, Letters).Select(static i => new SendMessageBatchRequestEntry($"{i}", Body(i))));
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var process = await desk.StartAsync(
            ["redrive", "--yes", "--rate", "150", "--lease", "5"], line => { if (line.StartsWith("Sending", StringComparison.Ordinal)) { sending.TrySetResult(); } }))
        {
            await Task.WhenAny(sending.Task, process.Completion).WaitAsync(TimeSpan.FromSeconds(60), Given.Token);
            await Task.Delay(delay, Given.Token);
            process.Kill();
            await process.Completion;
        }

        var before = await desk.DrainAsync(desk.Orders);
        // What the killed one had hidden can be seen again when its lease is over, also what it had sent and not deleted.
        var later = new List<Message>();
        await Eventually.HoldsAsync(
            async () =>
            {
                await desk.RunAsync("redrive", "--yes");
                later.AddRange(await desk.DrainAsync(desk.Orders));
                return Keys([.. before, .. later]).Count == Letters
                    && await emulators.Sqs.GetQueueAttributesAsync(desk.DeadLetters.Url, ["All"], Given.Token) is { ApproximateNumberOfMessages: 0, ApproximateNumberOfMessagesNotVisible: 0 };
            },
            "every message sent back",
            withinSeconds: 60);
        Assert.Empty(await desk.DrainAsync(desk.DeadLetters));
        await PlaceAsync([.. before, .. later]);
        return Letters - Keys(before).Count;
    }

    // As the Processor does: what stands on the queue twice is one order.
    async Task PlaceAsync(IReadOnlyList<Message> messages)
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var orders = messages
            .Select(static message => ((PlaceOrder)OrderMessageReader.Read(message.Body, Given.Time, traceParent: null).Value!).Order)
            .ToList();
        var outcomes = new List<PlaceOutcome>();
        // The first copies, then the second ones: a batch never has one order twice.
        foreach (var copies in orders.GroupBy(static order => order.Id).SelectMany(static group => group.Index()).GroupBy(static copy => copy.Index, static copy => copy.Item))
        {
            foreach (var batch in copies.Chunk(25))
            {
                outcomes.AddRange(await store.PlaceAsync(batch));
            }
        }

        Assert.Equal((Letters, messages.Count - Letters), (outcomes.Count(static outcome => outcome == PlaceOutcome.Placed), outcomes.Count(static outcome => outcome == PlaceOutcome.Duplicate)));
    }

    static HashSet<string> Keys(IReadOnlyList<Message> messages) => [.. messages.Select(static message => Wire.Parse(message.Body).Text("idempotency_key")!)];

    static string Body(int i) => $$"""{"item":"kettle","quantity":2,"idempotency_key":"key-{{i}}"}""";
}

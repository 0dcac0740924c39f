using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Local;
using Orders.Local.Lambda;
using Orders.Model;
using Orders.Operations.Terminal;

namespace Orders.Dev.Demo;

/// <summary>One run: sends, changes statuses, waits until everything has drained, and reconciles.</summary>
/// <param name="pipeline">The pipeline, started with the options of <paramref name="disturbance"/>.</param>
/// <param name="options">The load.</param>
/// <param name="time">Waits and measures.</param>
/// <param name="say">Receives a line for each step.</param>
/// <param name="disturbance">The run's disturbances; null for none.</param>
/// <param name="toApi">Handles requests to the API; null for the default.</param>
internal sealed class DemoRun(
    LocalPipeline pipeline, DemoOptions options, TimeProvider time, Action<string> say, Disturbance? disturbance = null, HttpMessageHandler? toApi = null)
{
    private const int SideBySide = 8;

    /// <summary>How long the queues are watched for duplicates after everything has arrived.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>How long a run waits without progress before it counts the rest as lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The same with disturbances: returned messages wait for minutes after some receives.</summary>
    private static readonly TimeSpan PatienceWithDisturbance = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan PauseBetweenReads = TimeSpan.FromMilliseconds(250);

    private readonly Ledger _ledger = new();

    private TimeSpan Waiting => disturbance is null ? Patience : PatienceWithDisturbance;

    /// <summary>Runs, and reconciles what was sent with what arrived.</summary>
    public async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        using var sqs = pipeline.Endpoints.NewSqsClient();
        using var dynamoDb = pipeline.Endpoints.NewDynamoDbClient();
        using var http = new HttpClient(toApi ?? new SocketsHttpHandler()) { BaseAddress = pipeline.Api };
        var api = new ApiClient(http, time);
        var ordersUrl = pipeline.Queues[pipeline.Settings.OrdersQueue.Name].Url;
        var table = new TableView(dynamoDb, pipeline.TableName);
        var consumers = pipeline.Consumers.Select(consumer => new ConsumerReader(sqs, consumer, pipeline.Queues[consumer.Queue].Url)).ToList();
        // By events if a consumer gets all of them: reading rows repeatedly takes a third of the emulator's capacity.
        var arrival = consumers.Find(consumer => consumer.HearsOfAll && consumer.Consumer.Name != disturbance?.Broken?.Name) is { } listener
            ? new Arrival(listener.VersionsAsync, Pause, time)
            : new Arrival(table.VersionsAsync, PauseBetweenReads, time);
        using var stopReading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.WhenAll(consumers.Select(consumer => consumer.RunAsync(stopReading.Token)));

        var killer = disturbance is null ? null : new ProcessKiller(pipeline, options, disturbance, time);
        using var stopKilling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var killing = killer?.RunAsync(stopKilling.Token) ?? Task.CompletedTask;

        await using var memory = MemoryLog.Start(pipeline.Functions, time);
        var start = time.GetTimestamp();
        try
        {
            killer?.Allow(0.4);
            await SendAsync(new OrderSender(api, sqs, ordersUrl, _ledger), cancellationToken);
            // Does not wait for changes sent before their orders: those are retried a little later, while the others can be made.
            var missing = await WaitForVersionsAsync(arrival, "Placing", 1, cancellationToken);
            killer?.Allow(0.8);
            disturbance?.Broken?.Break();
            await MoveAsync(new StatusDriver(api, sqs, ordersUrl, _ledger), missing, arrival, OnLastMove, cancellationToken);
        }
        finally
        {
            await stopKilling.CancelAsync();
            await killing;
        }

        void OnLastMove()
        {
            killer?.Allow(1);
            disturbance?.Broken?.Repair();
        }

        await DrainAsync(sqs, ordersUrl, table, consumers, cancellationToken);
        var elapsed = time.GetElapsedTime(start);

        say("Reconciling");
        await Task.Delay(Settling, time, cancellationToken);
        await stopReading.CancelAsync();
        await reading;
        var (rows, rejected) = await table.ReadAllAsync(cancellationToken);
        var letters = await new DeadLetterReader(sqs, pipeline.Queues[pipeline.Settings.OrdersQueue.DeadLetterQueue].Url).ReadAllAsync(cancellationToken);
        if (disturbance?.Broken is not null && await DepthAsync(sqs, pipeline.Queues[pipeline.Settings.OrderEventsDlq.Name].Url, cancellationToken) is > 0 and var quarantined)
        {
            _ledger.Problems.Enqueue($"{Counted.Of(quarantined, "event")} {(quarantined == 1 ? "is" : "are")} still quarantined.");
        }

        var (lost, doubled, outOfOrder) = new Reconciler(_ledger, disturbance?.Sent.Bodies, disturbance?.Broken).Settle(rows, rejected, letters, consumers);
        return new DemoReport
        {
            Sent = _ledger.Sent,
            Accepted = _ledger.Accepted,
            Replayed = _ledger.Replayed,
            Refused = _ledger.Refused,
            NotAnswered = _ledger.NotAnswered,
            Orders = rows.Count,
            StatusChanges = _ledger.StatusChanges,
            DeadLetters = letters.Count,
            Rejected = rejected.Count,
            Events = consumers.Sum(static consumer => consumer.Received + consumer.Rejections.Values.Sum()),
            Lost = lost,
            Doubled = doubled,
            OutOfOrder = outOfOrder,
            ElapsedMs = (long)elapsed.TotalMilliseconds,
            OrdersPerSecond = Math.Round(rows.Count / elapsed.TotalSeconds, 1),
            Memory = DemoMemory.Of(await memory.StopAsync()),
            Problems = [.. _ledger.Problems, .. disturbance?.Problems ?? []],
            Faults = disturbance?.Counts,
        };
    }

    private async Task SendAsync(OrderSender sender, CancellationToken cancellationToken)
    {
        var plan = new DemoPlan(options);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        say($"Sending {Counted.Of(plan.Batches.Sum(static batch => batch.Count), "order")} in {Counted.Of(plan.Batches.Count, "request")}");
        await Parallel.ForEachAsync(plan.Batches, parallel, async (batch, token) => await sender.SendAsync(batch, token));
    }

    /// <summary>Half of the orders go through the lifecycle, a tenth is cancelled, the rest stays pending.</summary>
    private async Task MoveAsync(
        StatusDriver driver, IReadOnlyCollection<OrderId> missing, Arrival arrival, Action onLastMove, CancellationToken cancellationToken)
    {
        var absent = missing.ToHashSet();
        var orders = _ledger.Finals.Where(order => !absent.Contains(order.Key)).OrderBy(static order => order.Key.ToString(), StringComparer.Ordinal)
            // Only the API's own callers may use it for a change, and one in sixteen of them does.
            .Select((order, index) => (Id: order.Key, OverHttp: index % 16 == 0 && !_ledger.Queued.ContainsKey(order.Key), order.Value.Version)).ToList();
        // Orders that were changed early, before their placement, count among the half.
        var early = orders.Where(static order => order.Version > 1).ToList();
        var rest = orders.Where(static order => order.Version == 1).ToList();
        var taken = Math.Max(0, orders.Count / 2 - early.Count);
        var half = early.Concat(rest.Take(taken)).Select(static order => (order.Id, order.OverHttp)).ToList();
        // Half of those that are changed by messages get both changes at once, the last one first.
        var wrongOrder = half.Skip(early.Count).Where(static order => !order.OverHttp).Where(static (_, index) => index % 2 == 0).Select(static order => order.Id).ToHashSet();
        var cancelled = rest.Skip(taken).Take(orders.Count / 10).Select(static order => (order.Id, order.OverHttp)).ToList();

        say($"Moving {Counted.Of(half.Count, "order")}, cancelling {cancelled.Count}");
        await driver.CompleteInWrongOrderAsync([.. wrongOrder], cancellationToken);
        await driver.MoveAsync([.. half.Skip(early.Count).Where(order => !wrongOrder.Contains(order.Id))], OrderStatus.Processing, 2, cancellationToken);
        await driver.MoveAsync(cancelled, OrderStatus.Cancelled, 2, cancellationToken);
        await WaitForVersionsAsync(arrival, "Moving", int.MaxValue, cancellationToken);
        onLastMove();
        await driver.MoveAsync([.. half.Where(order => !wrongOrder.Contains(order.Id))], OrderStatus.Completed, 3, cancellationToken);
        await WaitForVersionsAsync(arrival, "Completing", int.MaxValue, cancellationToken);
    }

    private async Task<IReadOnlyCollection<OrderId>> WaitForVersionsAsync(
        Arrival arrival, string doing, int upTo, CancellationToken cancellationToken)
    {
        var versions = _ledger.Finals.ToDictionary(static entry => entry.Key, entry => Math.Min(entry.Value.Version, upTo));
        return await arrival.WaitAsync(versions, Waiting, done => say($"{doing} {done:N0} of {versions.Count:N0}"), cancellationToken);
    }

    /// <summary>Waits until the queue is empty and every event has come, or nothing comes any more.</summary>
    private async Task DrainAsync(IAmazonSQS sqs, string ordersUrl, TableView table, List<ConsumerReader> consumers, CancellationToken cancellationToken)
    {
        var wanted = WantedEvents(_ledger.Finals.Values.Select(static final => final.Version), consumers);
        var last = (Received: -1, Queued: -1);
        var moved = time.GetTimestamp();
        while (time.GetElapsedTime(moved) < Waiting)
        {
            var now = (Received: consumers.Sum(static consumer => consumer.Received), Queued: await DepthAsync(sqs, ordersUrl, cancellationToken));
            if (now.Queued == 0 && disturbance is not null)
            {
                // More events than expected if an order's answer was lost; fewer if one was dead-lettered.
                wanted = WantedEvents((await table.ReadAllAsync(cancellationToken)).Orders.Values.Select(static row => row.Version), consumers);
            }

            if (now.Received >= wanted && now.Queued == 0)
            {
                return;
            }

            if (disturbance?.Broken is { } broken)
            {
                await broken.ReplayAsync(pipeline, cancellationToken);
            }

            if (now != last)
            {
                (last, moved) = (now, time.GetTimestamp());
            }

            say(string.Create(CultureInfo.InvariantCulture, $"Draining: {now.Received:N0} of {Counted.Of(wanted, "event")}, {Counted.Of(now.Queued, "message")}"));
            await Task.Delay(disturbance is null ? Pause : Settling, time, cancellationToken);
        }
    }

    private static int WantedEvents(IEnumerable<int> versions, List<ConsumerReader> consumers) =>
        versions.Sum(version => consumers.Sum(consumer => Reconciler.WantedEvents(version, consumer)));

    private static async Task<int> DepthAsync(IAmazonSQS sqs, string queueUrl, CancellationToken cancellationToken)
    {
        var response = await sqs.GetQueueAttributesAsync(
            new GetQueueAttributesRequest(queueUrl, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"]),
            cancellationToken);
        return response.Attributes.Values.Sum(static value => int.Parse(value, CultureInfo.InvariantCulture));
    }
}

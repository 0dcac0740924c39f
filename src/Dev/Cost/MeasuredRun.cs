using System.Text;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Dev.Demo;
using Orders.Local;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.Failures;

namespace Orders.Dev.Cost;

/// <summary>
/// Puts a known load through a local pipeline whose calls a <see cref="UsageMeter"/> counts: half of the orders in arrays over HTTP, with keys,
/// half in messages; those over HTTP then move to PROCESSING by message and to COMPLETED by HTTP calls.
/// </summary>
internal sealed class MeasuredRun(LocalPipeline pipeline, UsageMeter meter, int orders, TimeProvider time, Action<string> say)
{
    /// <summary>The number of orders must be a multiple of it: both halves are sent in full batches.</summary>
    public const int Step = 2 * PerCall;

    private const int PerCall = 10;
    private const int SideBySide = 8;

    /// <summary>The caller under which the run's own messages are seen.</summary>
    private const string Sender = "upstream";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The same load for the model; its batch sizes are still to be measured.</summary>
    private CostInputs Load => CostInputs.InFullBatches(pipeline.Settings, orders) with
    {
        OrdersOverHttp = 0.5m,
        FirstMoves = 0.5m,
        SecondMoves = 0.5m,
        ChangesOverHttp = 0.5m,
        Sweeps = 0,
    };

    /// <summary>Runs, waits until all has come through, and compares.</summary>
    /// <exception cref="CommandException">For a minute nothing moved.</exception>
    public async Task<Comparison> RunAsync(CancellationToken cancellationToken)
    {
        using var sqs = pipeline.Access.For(Sender).NewSqsClient();
        using var dynamoDb = pipeline.Endpoints.NewDynamoDbClient();
        using var api = new HttpClient { BaseAddress = pipeline.Api };
        var table = new TableView(dynamoDb, pipeline.TableName);

        say($"Placing {orders} orders");
        var half = Enumerable.Range(0, orders / 2).ToList();
        var placed = (await InParallelAsync(half, chunk => PostAsync(api, chunk, cancellationToken), cancellationToken)).SelectMany(static ids => ids).ToList();
        await InParallelAsync(half, chunk => SendAsync(sqs, chunk.Select(Message), cancellationToken), cancellationToken);
        await WaitAsync(table, placed.Concat(half.Select(static index => OrderId.FromKey(Sender, Key(index)))), version: 1, cancellationToken);

        say($"Moving {placed.Count} orders");
        await InParallelAsync(placed, ids => SendAsync(sqs, ids.Select(static id => OrderMessageWriter.Change(new ChangeStatus(id, OrderStatus.Processing))), cancellationToken), cancellationToken);
        await WaitAsync(table, placed, version: 2, cancellationToken);
        await Parallel.ForEachAsync(placed, Parallelism(cancellationToken), async (id, token) => await CompleteAsync(api, id, token));
        await WaitAsync(table, placed, version: 3, cancellationToken);
        await DrainAsync(cancellationToken);
        var settings = pipeline.Settings;
        return Comparison.Of(
            Load,
            meter.Counted,
            (Invocations(settings.Ingest.Name), Invocations(settings.Processor.Name), Invocations(settings.Notifier.Name)));
    }

    private static async Task<IReadOnlyList<OrderId>> PostAsync(HttpClient api, int[] indices, CancellationToken cancellationToken)
    {
        var array = $"[{string.Join(',', indices.Select(static index => Order(index, source: null)))}]";
        using var content = new StringContent(array, Encoding.UTF8, "application/json");
        using var response = await api.PostAsync(new Uri("orders", UriKind.Relative), content, cancellationToken);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var ids = body.RootElement.GetProperty("results").EnumerateArray()
            .Select(static result => result.TryGetProperty("order_id", out var id) && OrderId.TryParse(id.GetString(), out var parsed) ? parsed : (OrderId?)null).ToList();
        return ids.Contains(null) ? throw new CommandException("An order of the measured run was not accepted.") : ids.ConvertAll(static id => id!.Value);
    }

    private async Task<int> SendAsync(AmazonSQSClient sqs, IEnumerable<string> bodies, CancellationToken cancellationToken)
    {
        var entries = bodies.Select(static (body, index) => new SendMessageBatchRequestEntry($"{index}", body)).ToList();
        var response = await sqs.SendMessageBatchAsync(pipeline.Queues[pipeline.Settings.OrdersQueue.Name].Url, entries, cancellationToken);
        return response.Failed is { Count: > 0 } ? throw new CommandException("The queue did not take a message of the measured run.") : entries.Count;
    }

    private static async Task CompleteAsync(HttpClient api, OrderId id, CancellationToken cancellationToken)
    {
        using var content = new StringContent("""{"status":"COMPLETED"}""", Encoding.UTF8, "application/json");
        using var response = await api.PutAsync(new Uri($"orders/{id}", UriKind.Relative), content, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new CommandException($"A move of the measured run was answered {(int)response.StatusCode}.");
        }
    }

    private async Task WaitAsync(TableView table, IEnumerable<OrderId> ids, int version, CancellationToken cancellationToken)
    {
        var left = await new Arrival(table.VersionsAsync, BetweenLooks, time).WaitAsync(
            ids.ToDictionary(static id => id, _ => version), Patience, static _ => { }, cancellationToken);
        if (left.Count > 0)
        {
            throw new CommandException($"{left.Count} orders of the measured run did not come to version {version}.");
        }
    }

    /// <summary>Waits until every message is deleted and every event sent.</summary>
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        say("Draining");
        var (messages, events) = (Load.Orders + Load.Changes, pipeline.Consumers.Sum(Load.EventsOf));
        var (last, moved) = (meter.Counted, time.GetTimestamp());
        while (meter.Counted is var now && (now.MessagesDeleted < messages || now.EventsSent < events))
        {
            if ((now.MessagesDeleted, now.EventsSent) != (last.MessagesDeleted, last.EventsSent))
            {
                (last, moved) = (now, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(moved) > Patience)
            {
                throw new CommandException($"Of the measured run {messages - now.MessagesDeleted} messages and {events - now.EventsSent} events are missing.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<TResult>> InParallelAsync<T, TResult>(
        IReadOnlyList<T> all, Func<T[], Task<TResult>> send, CancellationToken cancellationToken)
    {
        var chunks = all.Chunk(PerCall).ToList();
        var results = new TResult[chunks.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, chunks.Count), Parallelism(cancellationToken), async (index, _) => results[index] = await send(chunks[index]));
        return results;
    }

    private static ParallelOptions Parallelism(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };

    private long Invocations(string function) => pipeline.Lambda[function].Counters.Invocations;

    private static string Key(int index) => $"cost-{index}";

    private static string Message(int index) => Order(index, Sender);

    private static string Order(int index, string? source) =>
        $$"""{"item":"Laptop","quantity":2,"customer_name":"Customer {{index}}","customer_email":"customer{{index}}@example.com","idempotency_key":"{{Key(index)}}"{{(source is null ? "" : $",\"source\":\"{source}\"")}}}""";
}

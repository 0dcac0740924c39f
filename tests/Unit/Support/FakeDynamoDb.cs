using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Orders.Model;
using Orders.Settings;
using Orders.Storage;

namespace Orders.Tests.Unit.Support;

/// <summary>One table of DynamoDB in memory, with the service's limits and with faults where a test wants them.</summary>
internal sealed partial class FakeDynamoDb()
    : AmazonDynamoDBClient(new BasicAWSCredentials("id", "secret"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly Lock _lock = new();

    /// <summary>The orders' rows by order id.</summary>
    public Dictionary<string, Dictionary<string, AttributeValue>> Rows { get; } = [];

    /// <summary>The rows of rejected orders by key.</summary>
    public Dictionary<string, Dictionary<string, AttributeValue>> Rejected { get; } = [];

    /// <summary>Each request, as it came.</summary>
    public ConcurrentQueue<AmazonDynamoDBRequest> Requests { get; } = new();

    /// <summary>Fails a call before it has an effect; the number counts calls of that operation from 1.</summary>
    public Func<AmazonDynamoDBRequest, int, Exception?>? FailBefore { get; set; }

    /// <summary>Fails a call after it had its effect: the answer is lost.</summary>
    public Func<AmazonDynamoDBRequest, int, Exception?>? FailAfter { get; set; }

    public IEnumerable<T> Sent<T>() => Requests.OfType<T>();

    // Version 4 of the SDK has null for a collection that the answer leaves out.
    private static List<T>? OrNull<T>(List<T> list) => list.Count > 0 ? list : null;

    /// <summary>Writes a row as the Processor would.</summary>
    public void Add(Order order, TableSettings? settings = null)
    {
        var row = Statement.Of(new InsertStatement(settings ?? Given.Table).For(order)).Apply(before: null).After!;
        if (order.History.Count > 0)
        {
            row[OrdersTable.History] = new AttributeValue
            {
                L = [.. order.History.Select(static change => new AttributeValue { M = Entry(change) })],
            };
        }

        if (order.ErasedAt is { } erasedAt)
        {
            row[OrdersTable.ErasedAt] = new AttributeValue(Timestamp.Format(erasedAt));
        }

        Rows[order.Id.ToString()] = row;
    }

    private Dictionary<string, Dictionary<string, AttributeValue>> RowsOf(string key) => key.StartsWith("rejected#", StringComparison.Ordinal) ? Rejected : Rows;

    /// <summary>The order in the table; null where there is none.</summary>
    public Order? Find(OrderId id) =>
        Rows.TryGetValue(id.ToString(), out var row) ? OrderRowReader.Read<AttributeValue, SdkAttributeValues>(row) : null;

    private static Dictionary<string, AttributeValue> Entry(StatusChange change)
    {
        var entry = new Dictionary<string, AttributeValue>
        {
            [OrdersTable.Status] = new(change.Status.ToWire()),
            [OrdersTable.HistoryAt] = new(Timestamp.Format(change.At)),
        };
        if (change.Reason is not null)
        {
            entry[OrdersTable.HistoryReason] = new AttributeValue(change.Reason);
        }

        return entry;
    }

    private async Task<TResponse> RunAsync<TResponse>(AmazonDynamoDBRequest request, Func<TResponse> apply, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Requests.Enqueue(request);
        var call = _calls.AddOrUpdate(request.GetType().Name, 1, static (_, count) => count + 1);
        if (FailBefore?.Invoke(request, call) is { } before)
        {
            throw before;
        }

        cancellationToken.ThrowIfCancellationRequested();
        TResponse response;
        lock (_lock)
        {
            response = apply();
        }

        return FailAfter?.Invoke(request, call) is { } after ? throw after : response;
    }
}

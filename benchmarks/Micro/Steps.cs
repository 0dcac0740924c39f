using System.Text;
using Amazon.DynamoDBv2.Model;
using BenchmarkDotNet.Attributes;
using Orders.Benchmarks.Micro.Support;
using Orders.Events;
using Orders.Messages;
using Orders.Model;
using Orders.Settings;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Benchmarks.Micro;

/// <summary>What is done to one order on its way, each step by itself.</summary>
public class Steps
{
    private readonly InsertStatement _insert = new(new TableSettings("orders", new HashSet<OrderStatus> { OrderStatus.Pending }, IndexShards: 8));
    private readonly string _json = Given.OrderJson();
    private readonly Order _order = Given.Order();
    private readonly byte[] _utf8;
    private readonly OrderEvent _event;

    public Steps()
    {
        _utf8 = Encoding.UTF8.GetBytes(_json);
        _event = OrderEvent.FromChange(before: null, _order, byTimeToLive: false, _order.CreatedAt)!;
    }

    /// <summary>Ingest: reads and validates a request's body.</summary>
    [Benchmark]
    public object ValidateRequest() => OrderRequestReader.ReadOrders(_utf8);

    /// <summary>Ingest: writes what is queued.</summary>
    [Benchmark]
    public string WriteMessage() => OrderMessageWriter.Place(_order);

    /// <summary>Processor: reads and validates a message's body.</summary>
    [Benchmark]
    public object ValidateMessage() => OrderMessageReader.Read(_json, Given.SentAt, traceParent: null);

    /// <summary>Ingest and Processor: the hash by which a repeat is told from a conflict.</summary>
    [Benchmark]
    public ContentHash Hash() => ContentHash.Of(_order.Content);

    /// <summary>Processor: the statement that writes the row.</summary>
    [Benchmark]
    public BatchStatementRequest Insert() => _insert.For(_order);

    /// <summary>Notifier: writes the event.</summary>
    [Benchmark]
    public string WriteEvent() => OrderEventWriter.Write(_event, "/orders", PersonalFields.None);
}

using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Orders.Storage;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Services;

/// <summary>A row's attributes.</summary>
internal sealed class Row : Dictionary<string, AttributeValue>
{
    public Row(IEnumerable<KeyValuePair<string, AttributeValue>> attributes) : base(attributes, StringComparer.Ordinal)
    {
    }
}

/// <summary>A change of a row, as the stream has it.</summary>
internal sealed record RowChange(int Number, string Key, Row? Before, Row? After, DateTimeOffset At, bool ByTimeToLive)
{
    public string SequenceNumber => Number.ToString("D21", CultureInfo.InvariantCulture);
}

/// <summary>The orders table: its rows now and a while ago, and every change in order.</summary>
internal sealed class Table(Universe universe)
{
    private readonly Dictionary<string, List<(DateTimeOffset At, Row? Row)>> _rows = new(StringComparer.Ordinal);

    /// <summary>Rings when a row has changed.</summary>
    public Bell Bell { get; } = new(universe);

    /// <summary>Every change, in order: the stream.</summary>
    public List<RowChange> Changes { get; } = [];

    public IEnumerable<Row> Rows => _rows.Values.Select(static versions => versions[^1].Row).OfType<Row>();

    public Row? Find(string key) => FindAt(key, DateTimeOffset.MaxValue);

    /// <summary>The row as it was; an eventually consistent read may see that.</summary>
    public Row? FindAt(string key, DateTimeOffset at) =>
        _rows.TryGetValue(key, out var versions) ? versions.FindLast(version => version.At <= at).Row : null;

    public IEnumerable<Row> RowsAt(DateTimeOffset at) => _rows.Keys.Select(key => FindAt(key, at)).OfType<Row>();

    /// <summary>Writes a row, or takes it away; equal rows change nothing and leave no record, as in the service.</summary>
    public void Write(string key, Row? row, bool byTimeToLive = false)
    {
        var before = Find(key);
        if (!_rows.TryGetValue(key, out var versions))
        {
            _rows[key] = versions = [];
        }

        versions.Add((universe.Now, row));
        Changes.Add(new RowChange(Changes.Count + 1, key, before, row, universe.Now, byTimeToLive));
        Bell.RingAt(universe.Now);
    }

    public static string KeyOf(Dictionary<string, AttributeValue> attributes) => attributes[OrdersTable.OrderId].S;
}

using System.Text;
using System.Text.Json;
using Orders.Observability;

namespace Orders.Tests.Unit.Support;

/// <summary>What a function writes to its standard output.</summary>
internal sealed class Lines
{
    private readonly Func<byte[]> _written;

    public Lines()
    {
        var output = new MemoryStream();
        (Sink, _written) = (new LineSink(output), output.ToArray);
    }

    public LineSink Sink { get; }

    public Metrics Metrics(TimeProvider time) => new(Sink, time, "orders-processor");

    public string Text => Encoding.UTF8.GetString(_written());

    /// <summary>Each line as JSON; a line that is none fails the test.</summary>
    public IReadOnlyList<JsonElement> All => [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => Wire.Parse(line))];

    /// <summary>The log lines of one event.</summary>
    public IReadOnlyList<JsonElement> Of(string eventName) =>
        [.. All.Where(line => line.TryGetProperty("event", out var name) && name.GetString() == eventName)];

    /// <summary>The sum of one metric over all metric lines.</summary>
    public int Metric(string name) => All
        .Where(static line => line.TryGetProperty("_aws", out _))
        .Sum(line => line.TryGetProperty(name, out var count) ? count.GetInt32() : 0);
}

using System.Text;
using Orders.Observability;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Tests.Faults.Fuzzing.Targets;

namespace Orders.Tests.Faults.Fuzzing.Services;

/// <summary>What a function logged for one input.</summary>
internal sealed class LogLines : IDisposable
{
    private const int MaxLineLength = 2048;

    // Each stands at a boundary, for what only a bug of ours ends in.
    private static readonly byte[][] Boundaries =
        [.. new[] { "RequestFailed", "BatchFailed", "RecordFailed" }.Select(static name => Encoding.UTF8.GetBytes($"\"event\":\"{name}\""))];

    private static readonly byte[] Content = Encoding.UTF8.GetBytes(Words.Canary);

    private readonly MemoryStream _lines = new();

    public LogLines() => Sink = new LineSink(_lines);

    public LineSink Sink { get; }

    public void Begin() => _lines.SetLength(0);

    public void Dispose() => _lines.Dispose();

    /// <summary>Looks for what must not be logged.</summary>
    /// <param name="mayHaveContent">Whether a line may hold what the input holds.</param>
    public void Check(bool mayHaveContent)
    {
        var all = _lines.GetBuffer().AsSpan(0, (int)_lines.Length);
        foreach (var range in all.Split((byte)'\n'))
        {
            var line = all[range];
            foreach (var boundary in Boundaries)
            {
                Escape.When(line.IndexOf(boundary) >= 0, "a boundary caught an exception", line);
            }

            Escape.When(!mayHaveContent && line.IndexOf(Content) >= 0, "content is logged", line);
            Escape.When(!mayHaveContent && line.Length > MaxLineLength, "a log line is long", line[..Math.Min(line.Length, MaxLineLength)]);
            Escape.When(
                line.IndexOf("\"event\":\"RequestUnreadable\""u8) >= 0 && line.IndexOf("\"error\":\"JsonException\""u8) < 0 && line.IndexOf("\"error\":\"JsonReaderException\""u8) < 0
                && line.IndexOf("\"error\":\"FormatException\""u8) < 0 && line.IndexOf("\"error\":\"UnreadableEventException\""u8) < 0,
                "an event is unreadable by an exception that nothing expects",
                line);
        }
    }
}

using Microsoft.Extensions.Logging;
using Orders.Observability;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Observability;

public sealed class FunctionLoggerTests
{
    private readonly Lines _lines = new();
    private readonly FunctionLogger _logger;

    public FunctionLoggerTests() => _logger = new FunctionLogger(_lines.Sink, new InstantTime(Given.Now)) { RequestId = "request-1" };

    [Fact]
    public void A_fact_is_one_line_whatever_stands_in_it()
    {
        _logger.Log(LogLevel.Warning, new EventId(1, "Happened"), "Message {MessageId} failed {Count} times", "a\n\"b\"😀", 3);
        Assert.Equal(1, _lines.Text.Count(static character => character == '\n'));
        var line = Assert.Single(_lines.All);
        Assert.Equal(
            ("2026-11-23T22:28:00.123Z", "Warning", "request-1", "Happened", "a\n\"b\"😀", "Message a\n\"b\"😀 failed 3 times"),
            (line.Text("timestamp"), line.Text("level"), line.Text("requestId"), line.Text("event"), line.Text("MessageId"), line.Text("message")));
        Assert.Equal(3, line.GetProperty("Count").GetInt32());
    }

    [Fact]
    public void Of_an_exception_only_its_kind_is_written()
    {
        _logger.LogError(new InvalidOperationException("secret", new FormatException("secret")), "Failed");
        Assert.Equal("InvalidOperationException", Assert.Single(_lines.All).Text("error"));
        Assert.DoesNotContain("secret", _lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_below_the_level_is_not_written()
    {
        _logger.LogDebug("noise");
        Assert.Empty(_lines.Text);
    }
}

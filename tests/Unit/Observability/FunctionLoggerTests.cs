using Microsoft.Extensions.Logging;
using Orders.Observability;
using Orders.Settings;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Observability;

public sealed class FunctionLoggerTests
{
    private readonly Lines _lines = new();
    private readonly FunctionLogger _logger;

    public FunctionLoggerTests()
    {
        _logger = new FunctionLogger(_lines.Sink, new InstantTime(Given.Now));
        _logger.Begin("request-1", "Root=1-6745f3a0-0123456789abcdef01234567;Sampled=0");
    }

    [Fact]
    public void A_fact_is_one_line_whatever_stands_in_it()
    {
        _logger.Log(LogLevel.Warning, new EventId(1, "Happened"), "Message {MessageId} failed {Count} times", "a\n\"b\"😀", 3);
        Assert.Equal(1, _lines.Text.Count(static character => character == '\n'));
        var line = Assert.Single(_lines.All);
        Assert.Equal(
            ("2026-11-23T22:28:00.123Z", "WARN", "request-1", "Happened", "a\n\"b\"😀", "Message a\n\"b\"😀 failed 3 times"),
            (line.Text("timestamp"), line.Text("level"), line.Text("requestId"), line.Text("event"), line.Text("MessageId"), line.Text("message")));
        Assert.Equal(3, line.GetProperty("Count").GetInt32());
    }

    [Fact]
    public void A_line_has_the_trace_of_its_fact_else_that_of_its_invocation()
    {
#pragma warning disable CA1727 // A parameter of a generated log method has its own name, not a placeholder's.
        _logger.Log(LogLevel.Warning, new EventId(1, "Happened"), "Happened to {traceId}", "4bf92f3577b34da6a3ce929d0e0e4736");
        _logger.LogWarning("Happened to {traceId}", (string?)null);
#pragma warning restore CA1727
        _logger.Begin("request-2", "Self=1-6745f3a0-0123456789abcdef01234567");
        _logger.LogWarning("Happened");
        Assert.Equal(["4bf92f3577b34da6a3ce929d0e0e4736", "6745f3a00123456789abcdef01234567", null], _lines.All.Select(static line => line.Text("traceId")));
    }

    [Fact]
    public void Of_an_unexpected_exception_the_kind_and_the_stack_are_written_and_no_message()
    {
        try
        {
            Wrap("secret");
        }
        catch (InvalidOperationException exception)
        {
            _logger.LogError(exception, "Failed");
        }

        var line = Assert.Single(_lines.All);
        Assert.Equal("InvalidOperationException", line.Text("error"));
        var stack = line.GetProperty("stack").EnumerateArray().Select(static frame => frame.GetString()!).ToList();
        Assert.Contains(nameof(Wrap), stack[0], StringComparison.Ordinal);
        Assert.Contains("caused by FormatException", stack);
        Assert.Contains(nameof(Throw), stack[stack.IndexOf("caused by FormatException") + 1], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_failed_call_and_of_bad_input_no_stack_is_written()
    {
        _logger.LogError(Faults.Outage, "Failed");
        _logger.LogWarning(new FormatException("secret"), "Failed");
        Assert.All(_lines.All, static line => Assert.False(line.TryGetProperty("stack", out _)));
        Assert.DoesNotContain("secret", _lines.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogLevel.Trace, "TRACE")]
    [InlineData(LogLevel.Debug, "DEBUG")]
    [InlineData(LogLevel.Information, "INFO")]
    [InlineData(LogLevel.Warning, "WARN")]
    [InlineData(LogLevel.Error, "ERROR")]
    [InlineData(LogLevel.Critical, "FATAL")]
    public void Levels_have_Lambdas_names(LogLevel level, string name)
    {
        new FunctionLogger(_lines.Sink, new InstantTime(Given.Now), LogLevel.Trace).Log(level, "Happened");
        Assert.Equal(name, Assert.Single(_lines.All).Text("level"));
        Assert.Equal(level, new EnvironmentReader(variable => variable == "AWS_LAMBDA_LOG_LEVEL" ? name : null).MinLogLevel());
    }

    [Fact]
    public void Without_a_level_of_Lambda_it_is_INFO() => Assert.Equal(LogLevel.Information, new EnvironmentReader(static _ => null).MinLogLevel());

    private static void Wrap(string text)
    {
        try
        {
            Throw(text);
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException(text, exception);
        }
    }

    private static void Throw(string text) => throw new FormatException(text);

    [Fact]
    public void What_is_below_the_level_is_not_written()
    {
        _logger.LogDebug("noise");
        Assert.Empty(_lines.Text);
    }

    [Fact]
    public async Task At_the_highest_level_each_function_writes_its_metrics_and_no_fact()
    {
        var ingest = new IngestHarness(minLogLevel: LogLevel.Critical);
        await ingest.PostAsync("{}");
        AssertMetricsOnly(ingest.Lines, MetricNames.OrdersRefused);

        var processor = new ProcessorHarness(minLogLevel: LogLevel.Critical);
        await processor.HandleAsync(ProcessorHarness.Message("m", "{}"));
        AssertMetricsOnly(processor.Lines, MetricNames.DeadLetters);

        var notifier = new NotifierHarness(LogLevel.Critical);
        var unreadable = StreamRecord.Insert("100", Given.Order());
        unreadable.Dynamodb.NewImage.Remove("version");
        await notifier.HandleAsync(unreadable);
        AssertMetricsOnly(notifier.Lines, MetricNames.RecordsQuarantined);
    }

    private static void AssertMetricsOnly(Lines lines, string metric)
    {
        Assert.Equal(1, lines.Metric(metric));
        Assert.All(lines.All, static line => Assert.True(line.TryGetProperty("_aws", out _)));
    }
}

using System.Text.Json;
using Amazon.Lambda.Core;

namespace Orders.Tests.Unit.AmazonLambda;

public sealed class LogTests
{
    [Fact]
    public async Task A_message_becomes_one_JSON_line_of_its_invocation()
    {
        var lines = await LinesAsync(static logger =>
        {
            logger.LogLine("first\nsecond \"quoted\"");
            logger.Log("third");
        });

        Assert.Equal(
            [
                """{"timestamp":"2026-07-03T10:40:00.123Z","level":"Information","requestId":"r-1","message":"first\nsecond \"quoted\""}""",
                """{"timestamp":"2026-07-03T10:40:00.123Z","level":"Information","requestId":"r-1","message":"third"}""",
            ],
            lines);
    }

    [Fact]
    public async Task An_exception_is_told_by_type_message_and_trace()
    {
        var lines = await LinesAsync(static _ => throw new TimeoutException("too slow"));

        var line = JsonDocument.Parse(Assert.Single(lines)).RootElement;
        Assert.Equal(("Error", "Invocation failed"), (line.GetProperty("level").GetString(), line.GetProperty("message").GetString()));
        Assert.Equal("TimeoutException", line.GetProperty("errorType").GetString());
        Assert.Equal("too slow", line.GetProperty("errorMessage").GetString());
        Assert.NotEqual(0, line.GetProperty("stackTrace").GetArrayLength());
    }

    [Theory]
    [InlineData(null, "Information,Error")]
    [InlineData("INFO", "Information,Error")]
    [InlineData("TRACE", "Information,Error")]
    [InlineData("DEBUG", "Information,Error")]
    [InlineData("WARN", "Error")]
    [InlineData("ERROR", "Error")]
    [InlineData("FATAL", "")]
    public async Task Lines_below_the_configured_level_are_left_out(string? level, string expected)
    {
        var lines = await LinesAsync(
            static logger =>
            {
                logger.Log("x");
                throw new TimeoutException("too slow");
            },
            ("AWS_LAMBDA_LOG_LEVEL", level));

        var levels = lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("level").GetString());
        Assert.Equal(expected, string.Join(',', levels));
    }

    [Fact]
    public async Task In_text_format_a_message_stays_one_line_too()
    {
        var lines = await LinesAsync(
            static logger =>
            {
                logger.Log("It\nhappened");
                throw new TimeoutException("too\r\nslow");
            },
            ("AWS_LAMBDA_LOG_FORMAT", "Text"));

        Assert.Equal("2026-07-03T10:40:00.123Z\tr-1\tinfo\tIt\rhappened", lines[0]);
        Assert.StartsWith("2026-07-03T10:40:00.123Z\tr-1\tfail\tInvocation failed\rSystem.TimeoutException: too\rslow\r", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public async Task Threads_that_write_at_once_do_not_mix_their_lines()
    {
        var lines = await LinesAsync(static logger => Parallel.For(0, 1_000, number => logger.Log($"line {number}")));

        Assert.Equal(
            Enumerable.Range(0, 1_000).Select(static number => $"line {number}").Order(StringComparer.Ordinal),
            lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString()!).Order(StringComparer.Ordinal));
    }

    private static async Task<string[]> LinesAsync(Action<ILambdaLogger> write, params (string Name, string? Value)[] environment)
    {
        await using RunningFunction function = new(
            (_, context) =>
            {
                write(context.Logger);
                return RunningFunction.Json("1");
            },
            environment: environment.ToDictionary(static variable => variable.Name, static variable => variable.Value));
        function.Api.Invoke("r-1", "{}");
        await function.Api.PostedAsync();
        await function.StopAsync();
        return function.LogLines;
    }
}

using System.Text.Json;
using Amazon.Lambda.Core;

namespace Orders.Tests.Unit.AmazonLambda;

public sealed class LogTests
{
    [Fact]
    public async Task A_console_line_becomes_one_JSON_line_of_its_invocation()
    {
        var lines = await LinesAsync(static _ =>
        {
            Console.WriteLine("first\nsecond \"quoted\"");
            Console.Write("in ");
            Console.Write('2');
            Console.WriteLine(" pieces");
            Console.Error.WriteLine("went wrong");
            Console.WriteLine();
            Console.Write("left open");
        });

        Assert.Equal(
            [
                """{"timestamp":"2026-07-03T10:40:00.123Z","level":"Information","requestId":"r-1","message":"first\nsecond \"quoted\""}""",
                """{"timestamp":"2026-07-03T10:40:00.123Z","level":"Information","requestId":"r-1","message":"in 2 pieces"}""",
                """{"timestamp":"2026-07-03T10:40:00.123Z","level":"Error","requestId":"r-1","message":"went wrong"}""",
                """{"timestamp":"2026-07-03T10:40:00.123Z","level":"Information","requestId":"r-1","message":"left open"}""",
            ],
            lines);
    }

    [Fact]
    public async Task Placeholders_are_filled_in_and_become_properties()
    {
        var lines = await LinesAsync(static logger =>
            logger.LogWarning("{count} of {total:0.0} {{kept}} for {@who} at {level}, {missing}", 3, 4.25m, new[] { "a", "b" }, "x"));

        var line = JsonDocument.Parse(Assert.Single(lines)).RootElement;
        Assert.Equal("Warning", line.GetProperty("level").GetString());
        Assert.Equal("3 of 4.3 {kept} for System.String[] at x, {missing}", line.GetProperty("message").GetString());
        Assert.Equal((3, 4.25m), (line.GetProperty("count").GetInt32(), line.GetProperty("total").GetDecimal()));
        Assert.Equal(["a", "b"], line.GetProperty("who").EnumerateArray().Select(static item => item.GetString()));
        Assert.False(line.TryGetProperty("missing", out _));
    }

    [Theory]
    [InlineData("{0} and {1} and {0}", "a and 7 and a")]
    [InlineData("{x} } {", "a } {")]
    [InlineData("}} {{{x}}}", "} {a}")]
    [InlineData("none", "none")]
    public async Task A_message_is_filled_in_whatever_its_braces(string template, string expected)
    {
        var lines = await LinesAsync(logger => logger.LogInformation(template, "a", 7));

        Assert.Equal(expected, JsonDocument.Parse(Assert.Single(lines)).RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Values_of_any_type_are_written()
    {
        var lines = await LinesAsync(static logger => logger.LogInformation(
            "{a}{b}{c}{d}{e}{f}{g}",
            true,
            double.NaN,
            ulong.MaxValue,
            null!,
            Guid.Empty,
            new DateTimeOffset(2026, 7, 3, 0, 0, 0, TimeSpan.Zero),
            1.5f));

        Assert.EndsWith(
            """
            "a":true,"b":"NaN","c":18446744073709551615,"e":"00000000-0000-0000-0000-000000000000","f":"2026-07-03T00:00:00+00:00","g":1.5}
            """,
            Assert.Single(lines),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_is_told_by_type_message_and_trace()
    {
        var lines = await LinesAsync(static logger =>
        {
            try
            {
                throw new TimeoutException("too slow");
            }
            catch (TimeoutException exception)
            {
                logger.LogError(exception, "Gave up on {queue}", "orders");
            }
        });

        var line = JsonDocument.Parse(Assert.Single(lines)).RootElement;
        Assert.Equal(("Gave up on orders", "orders"), (line.GetProperty("message").GetString(), line.GetProperty("queue").GetString()));
        Assert.Equal("TimeoutException", line.GetProperty("errorType").GetString());
        Assert.Equal("too slow", line.GetProperty("errorMessage").GetString());
        Assert.NotEqual(0, line.GetProperty("stackTrace").GetArrayLength());
    }

    [Theory]
    [InlineData(null, "Information,Warning,Error,Critical")]
    [InlineData("INFO", "Information,Warning,Error,Critical")]
    [InlineData("TRACE", "Trace,Debug,Information,Warning,Error,Critical")]
    [InlineData("DEBUG", "Debug,Information,Warning,Error,Critical")]
    [InlineData("WARN", "Warning,Error,Critical")]
    [InlineData("ERROR", "Error,Critical")]
    [InlineData("FATAL", "Critical")]
    public async Task Lines_below_the_configured_level_are_left_out(string? level, string expected)
    {
        var lines = await LinesAsync(
            static logger =>
            {
                foreach (var each in Enum.GetValues<LogLevel>())
                {
                    logger.Log(each, "x");
                }
            },
            ("AWS_LAMBDA_LOG_LEVEL", level));

        var levels = lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("level").GetString());
        Assert.Equal(expected, string.Join(',', levels));
    }

    [Fact]
    public async Task In_text_format_a_message_stays_one_line_too()
    {
        var lines = await LinesAsync(static logger => logger.LogWarning("{what}\nhappened", "It"), ("AWS_LAMBDA_LOG_FORMAT", "Text"));

        Assert.Equal(["2026-07-03T10:40:00.123Z\tr-1\twarn\tIt\rhappened"], lines);
    }

    [Fact]
    public async Task Invocations_that_run_side_by_side_do_not_mix_their_lines()
    {
        const int Functions = 8;
        var runs = Enumerable.Range(0, Functions).Select(async number =>
        {
            await using RunningFunction function = new(async (_, context) =>
            {
                for (var line = 0; line < 50; line++)
                {
                    Console.Write($"{number} ");
                    await Task.Yield();
                    Console.WriteLine($"console {context.AwsRequestId}");
                    LambdaLogger.Log($"{number} static {context.AwsRequestId}");
                }

                return await RunningFunction.Json("1");
            });
            function.Api.Invoke($"{number}-a", "{}");
            function.Api.Invoke($"{number}-b", "{}");
            await function.Api.PostedAsync();
            await function.Api.PostedAsync();
            await function.StopAsync();
            return (number, function.JsonLog);
        });

        foreach (var (number, lines) in await Task.WhenAll(runs))
        {
            Assert.Equal(200, lines.Length);
            Assert.All(lines, line =>
            {
                var id = line.GetProperty("requestId").GetString()!;
                var message = line.GetProperty("message").GetString()!;
                Assert.StartsWith($"{number} ", message, StringComparison.Ordinal);
                Assert.EndsWith(id, message, StringComparison.Ordinal);
            });
        }
    }

    private static async Task<string[]> LinesAsync(Action<ILambdaLogger> write, params (string Name, string? Value)[] environment)
    {
        Dictionary<string, string> variables = new() { ["AWS_LAMBDA_RUNTIME_API"] = "runtime.test:9001" };
        foreach (var (name, value) in environment.Where(static variable => variable.Value is not null))
        {
            variables[name] = value!;
        }

        await using RunningFunction function = new(
            (_, context) =>
            {
                write(context.Logger);
                return RunningFunction.Json("1");
            },
            environment: variables);
        function.Api.Invoke("r-1", "{}");
        Assert.Equal("invocation/r-1/response", (await function.Api.PostedAsync()).Path);
        await function.StopAsync();
        return function.LogLines;
    }
}

using Orders.Cli;
using Orders.Cli.Options;
using Orders.Operations.Settings;
using Orders.Operations.Releases;
using Orders.Operations.Status;
using Orders.Tests.Unit.Support;
using Spectre.Console;

namespace Orders.Tests.Unit.Status;

public sealed class StatusScreenTests
{
    [Theory]
    [InlineData("EarlyChanges")]
    [InlineData("EventsQuarantined")]
    [InlineData("ReplayChecksSkipped")]
    [InlineData("MessagesReturnedForRetry")]
    [InlineData("DeadLetters")]
    public void What_waits_or_went_wrong_is_asked_for_and_shown(string metric)
    {
        // Each metric that the status asks CloudWatch for has a count of its own.
        var asked = new StatusQueries(PipelineSettings.Load(Repository.Find().Settings)).Counts.Select(static query => query.Name).Distinct().ToList();
        var counts = asked.Index().ToDictionary(static query => query.Item, static query => 101L + query.Index);
        var status = new PipelineStatus(Given.Now, TimeSpan.FromMinutes(5), [], [], new OrderFlow { Counts = counts }, []);

        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 1000;
        console.Write(StatusScreen.Of(status));

        Assert.Contains(metric, asked);
        Assert.Matches($@"\b{metric} {counts[metric]}\b", output.ToString());
    }

    [Fact]
    public void It_shows_which_versions_are_live_and_which_functions_are_rolled_back()
    {
        var status = new PipelineStatus(Given.Now, TimeSpan.FromMinutes(5), [], [], new OrderFlow { Counts = new Dictionary<string, long>() }, [])
        {
            Live =
            [
                new LiveFunction("orders-ingest", new FunctionVersion(6, "bf5c0d5a", Given.Now), "b244f0f3"),
                new LiveFunction("orders-processor", new FunctionVersion(7, "b244f0f3", Given.Now), "b244f0f3"),
                new LiveFunction("orders-notifier", new FunctionVersion(0, null, Given.Now), null),
            ],
        };

        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 1000;
        console.Write(StatusScreen.Of(status));

        Assert.Contains("orders-ingest: version 6 (release bf5c0d5a) is live, release b244f0f3 is published: it is rolled back, or kept by released_versions.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("orders-processor: version 7 (release b244f0f3) is live.", output.ToString(), StringComparison.Ordinal);
        // On this machine nothing is published.
        Assert.DoesNotContain("orders-notifier", output.ToString(), StringComparison.Ordinal);
        Assert.True(status.IsWell);
    }
}

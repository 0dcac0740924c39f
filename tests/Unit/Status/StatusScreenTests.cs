using Orders.Cli;
using Orders.Cli.Options;
using Orders.Operations.Settings;
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
}

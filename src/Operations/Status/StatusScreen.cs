using System.Globalization;
using Orders.Model;
using Orders.Observability;
using Orders.Operations.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;
using Lines = Spectre.Console.Rows;

namespace Orders.Operations.Status;

/// <summary>Renders a status as one screen of text.</summary>
internal static class StatusScreen
{
    private static readonly string[] ShownCounts =
    [
        MetricNames.OrdersAccepted, MetricNames.OrdersRefused, MetricNames.OrdersPlaced, MetricNames.StatusesChanged, MetricNames.Duplicates,
        MetricNames.KeyConflicts, MetricNames.ReplayChecksSkipped, MetricNames.DeadLetters, MetricNames.MessagesReturnedForRetry, MetricNames.EarlyChanges, MetricNames.EventsSent,
        MetricNames.EventsQuarantined,
    ];

    public static IRenderable Of(PipelineStatus status) => new Lines(
        Queues(status),
        status.MetricsProblem is null ? new Lines(Functions(status), new Text(Orders(status))) : new Text(""),
        Live(status),
        Verdict(status));

    private static FittedTable Queues(PipelineStatus status)
    {
        var table = new FittedTable(new("queue"), Count("visible"), Count("in flight") with { IsOptional = true }, Count("delayed") with { IsOptional = true }, Count("oldest"));
        foreach (var queue in status.Queues)
        {
            if (queue.Problem is not null)
            {
                table.AddRow(queue.Name, new("?", IsBad: true), "", "", "");
                continue;
            }

            table.AddRow(
                queue.Name,
                Number(queue.Visible, isBad: queue is { Kind: QueueKind.DeadLetters, Visible: > 0 }),
                Number(queue.InFlight),
                Number(queue.Delayed),
                queue.Oldest is { } age ? Age.Describe(age) : "");
        }

        return table;
    }

    private static FittedTable Functions(PipelineStatus status)
    {
        var table = new FittedTable(
            new("function"), Count("runs"), Count("errors"), Count("throttled"), Count("average") with { IsOptional = true }, Count("longest") with { IsOptional = true }, Count("lag"));
        foreach (var function in status.Functions)
        {
            table.AddRow(
                function.Name,
                Number(function.Invocations),
                Number(function.Errors, isBad: function.Errors > 0),
                Number(function.Throttles, isBad: function.Throttles > 0),
                Milliseconds(function.AverageDuration),
                Milliseconds(function.MaxDuration),
                Milliseconds(function.IteratorAge));
        }

        return table;
    }

    private static string Orders(PipelineStatus status)
    {
        var counts = ShownCounts.Select(name => $"{name} {status.Orders.Counts.GetValueOrDefault(name):N0}");
        var latency = status.Orders.MedianLatency is { } median
            ? $"\nFrom acceptance to the row: p50 {Milliseconds(median)}, p99 {Milliseconds(status.Orders.P99Latency)}"
            : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"In the last {status.Window.TotalMinutes:0} minutes, until {status.At:HH:mm:ss} UTC: {string.Join(" · ", counts)}{latency}");
    }

    private static Lines Live(PipelineStatus status) => new Lines(
        status.Live.Where(static function => function.Live.Number > 0)
            .Select(static function => function.IsRolledBack ? new Text($"{function.Name}: {function.RolledBack}.", new Style(Color.Yellow)) : new Text($"{function.Name}: {function.Live} is live.")));

    private static IRenderable Verdict(PipelineStatus status) => status.IsWell
        ? new Text("All is well.", new Style(Color.Green))
        : new Lines(status.Alarms.Select(static alarm => $"{alarm.Name}: {alarm.Message}")
            .Concat(status.Paused.Select(paused => $"{paused.Name} is paused for {Age.Describe(status.At - paused.Since)}, since {Timestamp.Format(paused.Since)}. Resume it by orders resume {paused.Role}."))
            .Concat(status.Problems.Select(static problem => $"{problem.Name}: {problem.Message}"))
            .Select(static line => new Text(line, new Style(Color.Red))));

    private static FittedColumn Count(string header) => new(header) { IsRight = true };

    private static FittedCell Number(long number, bool isBad = false) => new(number.ToString("N0", CultureInfo.InvariantCulture), isBad);

    private static string Milliseconds(TimeSpan? span) =>
        span is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:N0} ms") : "";
}

using Orders.Operations.Terminal;

namespace Orders.Dev.Scale;

/// <summary>A run, minute by minute.</summary>
internal static class TimelineTable
{
    public static string Render(ScaleRun run) => PlainTable.Render(
        ["minute", "held back by", "waiting", "oldest s", "environments", "table units", "index units", "shards", "stream late s"],
        2,
        run.Minutes.Select(static minute => (IReadOnlyList<string>)
        [
            PlainTable.Count(minute.Minute),
            minute.Limit.Text(),
            Count(minute.Waiting),
            PlainTable.Count(minute.OldestSeconds),
            Count(minute.Invocations),
            Count(minute.TableUnits),
            Count(minute.IndexUnits),
            PlainTable.Count(minute.Shards),
            PlainTable.Count(minute.StreamLagSeconds),
        ]));

    private static string Count(double count) => PlainTable.Count((decimal)Math.Round(count));
}

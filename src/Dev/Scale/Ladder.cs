using Orders.Operations.Terminal;

namespace Orders.Dev.Scale;

/// <summary>A rate of orders: an hour of it with the settings as they are, and what has to be moved, one after the other, until nothing breaks.</summary>
internal sealed record Ladder(double OrdersPerSecond, ScaleRun AsSet, IReadOnlyList<Rung> Rungs, ScaleRun Moved, decimal DollarsPerMillion)
{
    private const int MostRuns = 100;

    public static Ladder Climb(ScaleSettings settings, ScaleLoad load)
    {
        var asSet = new Simulation(settings, load).Run();
        var (rungs, now) = (new List<Rung>(), settings);
        for (var run = 0; new Simulation(now, load).Run(untilBroken: true) is { Broke: not ScaleLimit.None } broken; run++)
        {
            if (run == MostRuns)
            {
                throw new InvalidOperationException($"{load.OrdersPerSecond} orders a second: {broken.Broke} still breaks after {MostRuns} remedies.");
            }

            var remedy = Remedy.For(broken.Broke, now, load);
            if (remedy.Settings.Deployments > now.Deployments)
            {
                // It begins anew with more deployments, so that each of them is as small as it may be.
                now = settings with { Deployments = remedy.Settings.Deployments };
                rungs = [new Rung(broken.Broke, broken.BrokeSecond, remedy with { From = PlainTable.Count(settings.Deployments) })];
            }
            else
            {
                now = remedy.Settings;
                rungs.Add(new Rung(broken.Broke, broken.BrokeSecond, remedy));
            }
        }

        var moved = new Simulation(now, load).Run();
        return new Ladder(load.OrdersPerSecond, asSet, rungs, moved, load.DollarsPerMillion(moved.MessagesPerBatch, moved.RecordsPerBatch));
    }
}

/// <summary>Something that breaks, when it does, and what is moved for it.</summary>
internal sealed record Rung(ScaleLimit Limit, int Second, Remedy Remedy);

using System.Diagnostics;
using Orders.Tests.Faults.Services;

namespace Orders.Tests.Faults.Runs;

/// <summary>What a search did.</summary>
/// <param name="Seeds">How many seeds it ran.</param>
/// <param name="Elapsed">In what time.</param>
/// <param name="Failed">The lowest seed found that broke a guarantee; null for none.</param>
internal sealed record SearchResult(ulong Seeds, TimeSpan Elapsed, ulong? Failed)
{
    public double SeedsPerSecond => Seeds / Elapsed.TotalSeconds;
}

/// <summary>Runs one seed after the other, on as many threads as there are cores, until one breaks a guarantee.</summary>
internal static class Search
{
    /// <summary>Runs seeds.</summary>
    /// <param name="plant">Makes the bug that is planted, once a run: it may remember things.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="limit">After how long no further one is begun.</param>
    public static SearchResult Run(Func<Plant> plant, ulong first, ulong count, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        var next = first;
        ulong done = 0;
        ulong? failed = null;
        Exception? broken = null;
        var gate = new Lock();
        // Threads of their own: a test's have a context that would take continuations elsewhere.
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        return broken is null ? new SearchResult(done, watch.Elapsed, failed) : throw new InvalidOperationException("The simulation itself broke.", broken);

        void Work()
        {
            var simulation = new Simulation();
            while (Take() is { } seed)
            {
                try
                {
                    var holds = simulation.Run(Scenario.Of(seed), plant()).Holds;
                    lock (gate)
                    {
                        done++;
                        failed = holds || failed < seed ? failed : seed;
                    }
                }
                catch (Exception exception)
                {
                    lock (gate)
                    {
                        broken ??= new InvalidOperationException($"Seed {seed}", exception);
                    }
                }
            }
        }

        ulong? Take()
        {
            lock (gate)
            {
                return failed is null && broken is null && next - first < count && watch.Elapsed < limit ? next++ : null;
            }
        }
    }
}

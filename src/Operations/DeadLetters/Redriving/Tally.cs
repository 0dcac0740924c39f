using System.Collections.Concurrent;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>Records the result of each message of a redrive, and reports progress.</summary>
/// <param name="say">Receives the progress after each change; never called concurrently.</param>
internal sealed class Tally(Action<RedriveProgress> say)
{
    private readonly ConcurrentDictionary<string, RedriveResult> _results = new(StringComparer.Ordinal);
    private readonly List<PlannedRedrive> _entries = [];
    private readonly Lock _gate = new();

    /// <summary>The progress.</summary>
    public RedriveProgress Progress { get; private set; }

    /// <summary>All messages that were added.</summary>
    public IReadOnlyList<PlannedRedrive> Entries => _entries;

    /// <summary>One result a message, in their order; messages not reached are <see cref="RedriveOutcome.Left"/>.</summary>
    public IReadOnlyList<RedriveResult> Results =>
        [.. _entries.Select(entry => _results.GetValueOrDefault(entry.Letter.Id, new RedriveResult(entry, RedriveOutcome.Left)))];

    /// <summary>Adds messages to process.</summary>
    public void Add(IReadOnlyList<PlannedRedrive> entries)
    {
        _entries.AddRange(entries);
        Say(progress => progress with { Total = _entries.Count });
    }

    /// <summary>Records results.</summary>
    public void Note(IReadOnlyCollection<RedriveResult> results)
    {
        foreach (var result in results)
        {
            _results[result.Entry.Letter.Id] = result;
        }

        int Count(params ReadOnlySpan<RedriveOutcome> outcomes)
        {
            var count = 0;
            foreach (var outcome in outcomes)
            {
                count += results.Count(result => result.Outcome == outcome);
            }

            return count;
        }

        var (sent, failed, refused) = (
            Count(RedriveOutcome.Sent, RedriveOutcome.InBothPlaces), Count(RedriveOutcome.NotSent, RedriveOutcome.MayBeSent, RedriveOutcome.InBothPlaces), Count(RedriveOutcome.Refused));
        Say(progress => progress with { Sent = progress.Sent + sent, Failed = progress.Failed + failed, Refused = progress.Refused + refused });
    }

    /// <summary>Records that it waits for the outcomes of this many messages; null ends the wait.</summary>
    public void Await(int? messages) => Say(progress => progress with { IsWatching = messages is not null, Awaited = messages ?? 0 });

    private void Say(Func<RedriveProgress, RedriveProgress> change)
    {
        lock (_gate)
        {
            Progress = change(Progress);
            say(Progress);
        }
    }
}

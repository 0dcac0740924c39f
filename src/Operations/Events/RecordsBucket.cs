using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Orders.Operations.Buckets;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;
using Orders.Resilience;

namespace Orders.Operations.Events;

/// <summary>The bucket that keeps the stream records that Lambda gave up, whole (<c>order_events_dlq.records_bucket</c>).</summary>
/// <param name="bucket">The bucket.</param>
/// <param name="isOfTable">Whether an ARN is that of a stream of the table.</param>
internal sealed partial class RecordsBucket(Bucket bucket, Func<string, bool> isOfTable)
{
    /// <summary>The size of the largest object that is read. An event has at most 6 MB, and more as an escaped string.</summary>
    private const int MaxBytes = 64 << 20;

    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);

    /// <summary>The bucket's name.</summary>
    public string Name => bucket.Name;

    /// <summary>Whether a letter on <c>order-events-dlq</c> is S3's notice of an object of this bucket.</summary>
    public bool IsNotice(Letter letter) => RecordsNotice.KeysOf(letter.Message.Body, bucket.Name) is not null;

    /// <summary>
    /// Returns a batch for each object, the oldest first, then one without events for each notice whose objects are no longer there. The objects are
    /// listed, because a notice may be discarded or lost.
    /// </summary>
    /// <param name="notices">The notices, which were received before this lists the objects.</param>
    /// <param name="cancellationToken">Stops between two objects.</param>
    public async IAsyncEnumerable<ReplayBatch> ReadAsync(IReadOnlyList<Letter> notices, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (keys, refusal) = await TryAsync(() => bucket.KeysAsync(prefix: "", after: null, cancellationToken), cancellationToken);
        if (keys is null)
        {
            yield return Problem($"the bucket {Name} cannot be listed: {refusal}");
            yield break;
        }

        foreach (var key in keys.Where(static key => !LambdasKey().IsMatch(key)))
        {
            yield return Problem($"object {SafeText.Value(key)} of {Name} is not one of Lambda's");
        }

        // A key has the time in seconds. Within a second, the sequence numbers decide.
        foreach (var second in keys.Select(static key => (Key: key, Match: LambdasKey().Match(key))).Where(static entry => entry.Match.Success)
            .GroupBy(static entry => entry.Match.Groups["time"].Value, static entry => entry.Key, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var batches = new List<(string Start, ReplayBatch Batch)>();
            foreach (var key in second)
            {
                cancellationToken.ThrowIfCancellationRequested();
                batches.Add(await ReadAsync(key, cancellationToken));
            }

            foreach (var (_, batch) in batches.Order(Comparer<(string Start, ReplayBatch)>.Create(static (one, other) => Streams.SequenceNumber.Compare(one.Start, other.Start))))
            {
                yield return batch;
            }
        }

        foreach (var notice in notices.Where(notice => !RecordsNotice.KeysOf(notice.Message.Body, Name)!.Intersect(keys).Except(_deleted).Any()))
        {
            yield return new ReplayBatch([]) { Letter = notice };
        }
    }

    /// <summary>Deletes an object whose events were all accepted.</summary>
    /// <returns>The cause; null if it is deleted.</returns>
    public async Task<string?> DeleteAsync(string key)
    {
        var (_, refusal) = await TryAsync(
            async () =>
            {
                await bucket.DeleteAsync(key);
                return key;
            },
            CancellationToken.None);
        _ = refusal is null && _deleted.Add(key);
        return refusal;
    }

    private async Task<(string Start, ReplayBatch Batch)> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var (content, refusal) = await TryAsync(() => bucket.ReadAsync(key, cancellationToken, MaxBytes), cancellationToken);
        if (refusal is not null)
        {
            return ("", ObjectProblem(key, $"it cannot be read: {refusal}"));
        }

        if (content is null || FailedBatch.Read(content) is not { } failed)
        {
            return ("", ObjectProblem(key, content is null ? $"it has more than {MaxBytes:N0} bytes" : "it is not as Lambda writes it: a report with records of a stream in payload"));
        }

        if (!isOfTable(failed.Report.StreamArn))
        {
            return ("", ObjectProblem(key, $"{SafeText.Value(failed.Report.StreamArn)} is not a stream of this table"));
        }

        var (events, problems) = StreamEvents.ReadAll(failed.Records, $"object {SafeText.Value(key)}");
        // An object with a record that still needs repair stays.
        return (failed.Report.Start, new ReplayBatch(events) { Problems = problems, Object = problems.Count == 0 ? key : null });
    }

    private static ReplayBatch ObjectProblem(string key, string problem) => Problem($"object {SafeText.Value(key)}: {problem}");

    private static ReplayBatch Problem(string problem) => new([]) { Problems = [problem] };

    // Only this call fails: the other objects may be readable.
    private static async Task<(T? Result, string? Refusal)> TryAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
        where T : class?
    {
        try
        {
            return (await call(), null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            return (null, CallFailure.Name(exception));
        }
    }

    // aws/lambda/<mapping>/<shard>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<random> (AWS Lambda Developer Guide, "Retain discarded records … DynamoDB").
    [GeneratedRegex(@"\Aaws/lambda/[^/]+/[^/]+/[0-9]{4}/[0-9]{2}/[0-9]{2}/(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}\.[0-9]{2}\.[0-9]{2})-[^/]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LambdasKey();
}

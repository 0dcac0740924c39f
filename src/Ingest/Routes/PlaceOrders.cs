using Orders.Ingest.Http;
using Orders.Model;
using Orders.Observability;
using Orders.Resilience;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Ingest.Routes;

/// <summary>Answers <c>POST /orders</c>: one order, or an array of them.</summary>
public sealed class PlaceOrders(
    Fingerprints fingerprints, OrdersQueue queue, FunctionLogger logger, Metrics metrics, TimeProvider time, RandomBytes random)
{
    /// <summary>The maximum time for the replay check, because a caller waits for the answer.</summary>
    private static readonly TimeSpan ReplayCheckTime = TimeSpan.FromSeconds(1);

    /// <summary>Queues the orders that are valid and new, and returns each order's result.</summary>
    public async Task<ApiResponse> RespondAsync(ApiRequest request, string owner, CancellationToken cancellationToken)
    {
        var read = OrderRequestReader.ReadOrders(request.Body.Span);
        if (!read.IsValid)
        {
            metrics.Count(MetricNames.OrdersRefused);
            return Refusals.Of(read.Errors, "The request is not valid.");
        }

        var key = request.Header(IdempotencyKeyRule.Header);
        if (key is not null && read.Value.IsArray)
        {
            return Refusals.Of(
                [new FieldError(IdempotencyKeyRule.Header, ErrorCodes.Mismatch, "goes with a single order; give each order of an array its own idempotency_key")],
                "The request is not valid.");
        }

        var placements = read.Value.Orders.Select(order => Prepare(order, key, owner, request.Trace)).ToList();
        await SortOutRepeatsAsync(placements, cancellationToken);
        await QueueAsync(placements, cancellationToken);
        Count(placements);
        return read.Value.IsArray ? PlacementAnswers.ToArray(placements) : PlacementAnswers.ToSingle(placements[0], request);
    }

    private Placement Prepare(Validated<OrderRequest> read, string? headerKey, string owner, string? trace)
    {
        if (!read.IsValid)
        {
            return Placement.Refused(read.Errors);
        }

        var key = read.Value.IdempotencyKey;
        if (headerKey is not null)
        {
            var given = IdempotencyKeyRule.Read(headerKey, key);
            if (!given.IsValid)
            {
                return Placement.Refused(given.Errors);
            }

            key = given.Value;
        }

        var now = Timestamp.ToMilliseconds(time.GetUtcNow());
        return Placement.Of(new Order
        {
            Id = key is null ? OrderId.Create(now, random) : OrderId.FromKey(owner, key),
            Content = read.Value.Content,
            ContentHash = ContentHash.Of(read.Value.Content),
            Owner = owner,
            IdempotencyKey = key,
            CreatedAt = now,
            AcceptedAt = now,
            UpdatedAt = now,
            TraceParent = trace,
        });
    }

    /// <summary>
    /// Finds replays and conflicts among the orders with a key, by one eventually consistent read for all. The Processor finds those that it
    /// misses, so orders are queued without the check if DynamoDB is unavailable.
    /// </summary>
    private async Task SortOutRepeatsAsync(List<Placement> placements, CancellationToken cancellationToken)
    {
        var keyed = placements.Where(static placement => placement.Order?.IdempotencyKey is not null).ToList();
        if (keyed.Count == 0)
        {
            return;
        }

        IReadOnlyDictionary<OrderId, Fingerprint> seen;
        using var limit = new CancellationTokenSource(ReplayCheckTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            seen = await fingerprints.ReadAsync([.. keyed.Select(static placement => placement.Order!.Id)], consistent: false, either.Token);
        }
        catch (Exception exception) when (exception is DependencyUnavailableException || CallFailure.Is(exception))
        {
            // Whatever DynamoDB answers, such as a missing table or permission: the Processor decides anyway.
            Log.ReplayCheckSkipped(logger, exception, keyed.Count);
            metrics.Count(MetricNames.ReplayChecksSkipped, keyed.Count);
            return;
        }

        foreach (var placement in keyed)
        {
            if (!seen.TryGetValue(placement.Order!.Id, out var fingerprint))
            {
                continue;
            }

            if (fingerprint == Fingerprint.Of(placement.Order))
            {
                placement.Replay();
            }
            else
            {
                placement.Conflict();
            }
        }
    }

    private async Task QueueAsync(List<Placement> placements, CancellationToken cancellationToken)
    {
        var firsts = new Dictionary<OrderId, Placement>();
        var followers = new List<(Placement Follower, Placement First)>();
        foreach (var placement in placements.Where(static placement => placement.Outcome == PlacementOutcome.Queued))
        {
            // The same key twice in one request: the second is a repeat of the first, or conflicts with it.
            if (firsts.TryAdd(placement.Order!.Id, placement))
            {
                continue;
            }

            var first = firsts[placement.Order.Id];
            if (Fingerprint.Of(first.Order!) == Fingerprint.Of(placement.Order))
            {
                followers.Add((placement, first));
            }
            else
            {
                placement.Conflict();
            }
        }

        var queued = firsts.Values.ToList();
        var sent = await queue.PlaceAsync(queued.ConvertAll(static placement => placement.Order!), cancellationToken);
        for (var i = 0; i < queued.Count; i++)
        {
            queued[i].Sent(sent[i]);
        }

        followers.ForEach(static pair => pair.Follower.Follow(pair.First));
    }

    private void Count(List<Placement> placements)
    {
        foreach (var placement in placements)
        {
            metrics.Count(placement.Outcome switch
            {
                PlacementOutcome.Queued => MetricNames.OrdersAccepted,
                PlacementOutcome.Replayed => MetricNames.OrdersReplayed,
                PlacementOutcome.Conflict => MetricNames.KeyConflicts,
                PlacementOutcome.Unsent => MetricNames.RequestsFailed,
                _ => MetricNames.OrdersRefused,
            });
        }
    }
}

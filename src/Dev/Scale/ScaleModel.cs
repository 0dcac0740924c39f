using Orders.Dev.Cost;
using Orders.Operations.Settings;
using Orders.Settings;

namespace Orders.Dev.Scale;

/// <summary>
/// The rate of orders at which each limit is reached: the limit divided by the usage of one order, with full batches. Each limit is computed
/// alone, as if all others were higher. Invocation times are assumptions of the load.
/// </summary>
internal sealed class ScaleModel(CostInputs load, Quotas quotas)
{
    /// <summary>The highest maximum of provisioned pollers ("Configuring scaling behavior for SQS event source mappings").</summary>
    public const int MaxPollers = 2000;

    /// <summary>The time from a consumer's receive to its delete. An assumption: consumers are other teams' programs.</summary>
    public const double SecondsPerEvent = 0.1;

    private const int MaxConcurrency = 1000;
    private const double InvocationsPerPoller = 10;
    private const double ReceivesPerPoller = 10;
    private const double BytesPerPoller = 1024 * 1024;
    private const double RequestsPerEnvironment = 10;
    private const double NewEnvironments = 1000;
    private const double UnitsPerPartition = 1000;
    private const int MaxParallelization = 10;

    private const string Lambda = "Lambda quotas";
    private const string Refused = "refused with 429";
    private const string Unavailable = "refused with 503";
    private const string Wait = "messages wait on orders";
    private const string Throttled = "writes throttled";
    private const string Warming = "throttled until doubled";
    private const string Late = "events late";
    private const string MoreConcurrency = "quota: Lambda concurrency";
    private const string MoreWarmth = "warm throughput";
    private const string MorePollers = "processor_pollers.maximum";
    private const string MoreUnits = "quota: DynamoDB units of a table";
    private const string MoreInFlight = "quota: SQS messages in flight";
    private const string AnotherDeployment = "another deployment (prefix)";

    private readonly CostInputs _order = load with { Orders = 1, Sweeps = 0 };
    private readonly UsageModel _usage = new(load with { Orders = 1, Sweeps = 0 });
    private readonly PipelineSettings _settings = load.Settings;

    /// <summary>Returns all limits that apply to the load, lowest rate first.</summary>
    public IReadOnlyList<ScaleLimit> Limits() =>
    [
        .. ((IEnumerable<ScaleLimit>)[.. Api(), .. Functions(), .. Queue(), .. Table(), .. Events()])
            .Where(static limit => double.IsFinite(limit.OrdersPerSecond)).OrderBy(static limit => limit.OrdersPerSecond),
    ];

    private IEnumerable<ScaleLimit> Api()
    {
        var requests = (double)_usage.IngestInvocations;
        return
        [
            Each("API throttle, requests/s", quotas.ApiRequests, requests, Refused, "api_throttling.rate_limit", "Throttle requests to your HTTP APIs for better throughput in API Gateway"),
            Shared("API requests/s of the account", quotas.AccountApiRequests, requests, Refused, "quota: API Gateway requests", "Amazon API Gateway quotas"),
            // The limit after idle: the environments that a function gets in ten seconds.
            Each("New Ingest environments in 10 s", NewEnvironments, requests * Seconds(_order.IngestMs), Unavailable, AnotherDeployment, "Lambda scaling behavior"),
        ];
    }

    private IEnumerable<ScaleLimit> Functions()
    {
        var (unreserved, environments) = (quotas.AccountConcurrency, 0.0);
        foreach (var (name, function, milliseconds, invocations, beyond) in ((string, FunctionSettings, decimal, decimal, string)[])
        [
            ("Ingest", _settings.Ingest, _order.IngestMs, _usage.IngestInvocations, Unavailable),
            ("Processor", _settings.Processor, _order.ProcessorMs, _usage.ProcessorInvocations, Wait),
            ("Notifier", _settings.Notifier, _order.NotifierMs, _usage.NotifierInvocations, Late),
        ])
        {
            var perEnvironment = Math.Min(RequestsPerEnvironment, 1 / Seconds(milliseconds));
            if (function.ReservedConcurrency != FunctionSettings.Unreserved)
            {
                unreserved -= function.ReservedConcurrency * quotas.Deployments;
                yield return Each($"{name} invocations/s", function.ReservedConcurrency * perEnvironment, (double)invocations, beyond, $"{name.ToLowerInvariant()}.reserved_concurrency", Lambda);
            }
            else
            {
                environments += (double)invocations * Seconds(milliseconds);
                yield return Shared($"{name} invocations/s", quotas.AccountConcurrency * perEnvironment, (double)invocations, beyond, MoreConcurrency, Lambda);
            }
        }

        yield return Shared("Lambda concurrency", Math.Max(0, unreserved), environments, "refused with 503, late", MoreConcurrency, Lambda);
    }

    private IEnumerable<ScaleLimit> Queue()
    {
        const string page = "Configuring scaling behavior for SQS event source mappings";
        var (messages, max, seconds) = ((double)_usage.Messages, _settings.Processor.MaximumConcurrency, Seconds(_order.ProcessorMs));
        var (batch, perReceive) = ((double)_order.MessagesPerBatch, (double)_order.MessagesPerReceive);
        var perPoller = Math.Min(Math.Min(ReceivesPerPoller * perReceive, BytesPerPoller / (double)_order.MessageBytes), InvocationsPerPoller * batch / seconds);
        // Provisioned pollers instead of a higher concurrency raise the rate only if invocations are slow.
        var raisedBy = max < MaxConcurrency ? "processor.maximum_concurrency" : MaxPollers * perPoller > max * batch / seconds ? MorePollers : AnotherDeployment;
        yield return quotas.MaxPollers > 0
            ? Each("Processor pollers", quotas.MaxPollers, messages / perPoller, Wait, quotas.MaxPollers < MaxPollers ? MorePollers : AnotherDeployment, page)
            : Each("Processor concurrency", max, messages / batch * seconds, Wait, raisedBy, page);
        yield return Each("Messages in flight on orders", quotas.InFlight, messages * (seconds + _settings.Processor.MaximumBatchingWindowSeconds), Wait, MoreInFlight, "Amazon SQS standard queue quotas");
    }

    private IEnumerable<ScaleLimit> Table()
    {
        var (units, indexUnits) = ((double)(_usage.PlaceUnits + _usage.ChangeUnits), IndexUnits(_usage));
        // A throttled index throttles the writes of its table.
        var busiest = _order.IndexedStatuses.Select(status => IndexUnits(new UsageModel(_order with { IndexedStatuses = [status] }))).DefaultIfEmpty(0).Max();
        var shards = _settings.Table.IndexShards;
        return
        [
            Each("Table warm throughput, units/s", quotas.WarmUnits, units, Warming, MoreWarmth, "Understanding DynamoDB warm throughput"),
            Each("Index warm throughput, units/s", quotas.WarmUnits, indexUnits, Warming, MoreWarmth, "Understanding DynamoDB warm throughput"),
            Each("Table quota, units/s", quotas.TableUnits, units, Throttled, MoreUnits, "Quotas in Amazon DynamoDB"),
            Each("Index quota, units/s", quotas.TableUnits, indexUnits, Throttled, MoreUnits, "Quotas in Amazon DynamoDB"),
            // Each of the index's keys is in one partition that is never split, because its new entries are all at one end.
            Each("Index shards of one status", shards, busiest / UnitsPerPartition, Throttled, shards < TableSettings.MaxIndexShards ? "table.index_shards" : AnotherDeployment, "Best practices for designing and using partition keys effectively in DynamoDB"),
        ];
    }

    private IEnumerable<ScaleLimit> Events()
    {
        var (events, busiest) = ((double)_settings.Consumers.Sum(_order.EventsOf), (double)_settings.Consumers.Max(_order.EventsOf));
        var (factor, perRequest) = (_settings.Notifier.ParallelizationFactor, (double)Math.Min(_order.EventsPerSend, _order.EventsPerReceive));
        // The stream has a shard for each partition of the table.
        var batchesAtOnce = Math.Ceiling(quotas.WarmUnits / UnitsPerPartition) * factor;
        return
        [
            Each("Stream batches at once", batchesAtOnce, (double)_usage.NotifierInvocations * Seconds(_order.NotifierMs), Late, factor < MaxParallelization ? "notifier.parallelization_factor" : MoreWarmth, "Lambda parameters for Amazon DynamoDB event source mappings"),
            // The documentation names no scope; the region is the stricter reading.
            Shared("FIFO requests/s of an action", quotas.FifoRequests, events / perRequest, Late, "quota: SQS FIFO requests", "Amazon SQS message quotas"),
            Each("Events in flight of a consumer", quotas.InFlight, busiest * SecondsPerEvent, Late, MoreInFlight, "Amazon SQS FIFO queue quotas"),
        ];
    }

    /// <summary>Returns a limit that each deployment has for itself.</summary>
    private ScaleLimit Each(string name, double value, double perOrder, string effect, string raisedBy, string source) =>
        new(name, value, value / perOrder * quotas.Deployments, effect, raisedBy, source);

    /// <summary>Returns a limit that all deployments share.</summary>
    private static ScaleLimit Shared(string name, double value, double perOrder, string effect, string raisedBy, string source) => new(name, value, value / perOrder, effect, raisedBy, source);

    private static double IndexUnits(UsageModel usage) => (double)(usage.PlaceIndexUnits + usage.ChangeIndexUnits);

    private static double Seconds(decimal milliseconds) => (double)milliseconds / 1000;
}

using System.Globalization;
using Orders.Queues;
using Orders.Settings;

namespace Orders.Dev.Scale;

/// <summary>What is moved so that a limit holds nothing back any more.</summary>
/// <param name="Setting">The setting, Terraform's variable or the quota.</param>
/// <param name="From">What it was.</param>
/// <param name="To">What the orders need, and a quarter more, so that what waits is caught up with.</param>
/// <param name="Settings">All settings, with it.</param>
internal sealed record Remedy(string Setting, string From, string To, ScaleSettings Settings)
{
    private const double Headroom = 1.25;

    /// <summary>The remedy for a limit. Where a setting is at its end it is one more deployment beside the others.</summary>
    public static Remedy For(ScaleLimit limit, ScaleSettings settings, ScaleLoad load)
    {
        var orders = load.OrdersPerSecond * Headroom;
        var messages = orders * load.MessagesPerOrder;
        // What one of the deployments has to do.
        var ownMessages = messages / settings.Deployments;
        return limit switch
        {
            ScaleLimit.ApiThrottle => Number("api_throttling.rate_limit", settings.ApiRequests, Up(orders / settings.Deployments * load.RequestsPerOrder, 100), to => settings with { ApiRequests = to }),
            ScaleLimit.ApiQuota => Number("quota: API Gateway requests", settings.ApiQuota, Up(orders * load.RequestsPerOrder, 1000), to => settings with { ApiQuota = to }),
            ScaleLimit.Pollers or ScaleLimit.PollersGrowth => Pollers(settings, load, ownMessages),
            ScaleLimit.AccountConcurrency or ScaleLimit.FunctionRequests => Number(
                "quota: Lambda concurrency", settings.AccountConcurrency, Up(Concurrency(settings, load, messages, orders), 1000), to => settings with { AccountConcurrency = to }),
            ScaleLimit.TableUnits or ScaleLimit.IndexUnits => Number(
                "warm throughput of table and index", settings.WarmUnits, Up(ownMessages * Math.Max(load.TableUnits, load.IndexUnits), 1000), to => settings with { WarmUnits = to }),
            ScaleLimit.TableQuota or ScaleLimit.IndexQuota => Number(
                "quota: DynamoDB units of a table", settings.TableQuota, Up(ownMessages * Math.Max(load.TableUnits, load.IndexUnits), 10_000), to => settings with { TableQuota = to }),
            ScaleLimit.IndexPartitions or ScaleLimit.IndexKeys => Keys(settings, load, ownMessages),
            ScaleLimit.StreamLanes => Lanes(settings, load, ownMessages),
            ScaleLimit.FifoRequests => Number(
                "quota: SQS FIFO requests", settings.FifoRequests, Up(messages * load.Events / SqsLimits.EntriesPerRequest, 1000), to => settings with { FifoRequests = to }),
            // Each deployment has functions and queues of its own.
            ScaleLimit.NewEnvironments or ScaleLimit.InFlight or ScaleLimit.ConsumerInFlight => Deployments(settings, settings.Deployments * 2),
            _ => throw new ArgumentOutOfRangeException(nameof(limit)),
        };
    }

    private static Remedy Pollers(ScaleSettings settings, ScaleLoad load, double messages)
    {
        var processor = settings.Pipeline.Processor;
        var concurrency = Math.Ceiling(messages * load.ProcessorSeconds / processor.BatchSize);
        if (settings.ReadyPollers == 0 && concurrency <= ServiceLimits.MostMaximumConcurrency && concurrency > processor.MaximumConcurrency)
        {
            return Number(
                "processor.maximum_concurrency",
                processor.MaximumConcurrency,
                concurrency,
                to => settings with { Pipeline = settings.Pipeline with { Processor = processor with { MaximumConcurrency = (int)to } } });
        }

        var perPoller = Math.Min(
            Math.Min(ServiceLimits.ReceivesPerPoller * Math.Min(processor.BatchSize, SqsLimits.EntriesPerRequest), ServiceLimits.BytesPerPoller / load.MessageBytes),
            ServiceLimits.InvocationsPerPoller * processor.BatchSize / load.ProcessorSeconds);
        var pollers = Math.Max(2, (int)Math.Ceiling(messages / perPoller));
        if (pollers > ServiceLimits.MostPollers || settings.MostPollers >= pollers)
        {
            return Deployments(settings, Math.Max(settings.Deployments + 1, (int)Math.Ceiling((double)settings.Deployments * pollers / ServiceLimits.MostPollers)));
        }

        var ready = Math.Min(pollers, ServiceLimits.MostReadyPollers);
        return new(
            "processor_pollers",
            settings.ReadyPollers == 0 ? "none" : $"{settings.ReadyPollers}–{settings.MostPollers}",
            $"{ready}–{pollers}",
            settings with { ReadyPollers = ready, MostPollers = pollers });
    }

    private static double Concurrency(ScaleSettings settings, ScaleLoad load, double messages, double orders)
    {
        var (processor, notifier) = (settings.Pipeline.Processor, settings.Pipeline.Notifier);
        var requests = orders * load.RequestsPerOrder;
        var (batches, streamBatches) = (messages / processor.BatchSize, messages / notifier.BatchSize);
        // All lanes of the stream work as soon as there is something in each, however little.
        var lanes = settings.Deployments * Math.Ceiling(settings.WarmUnits / ServiceLimits.PartitionUnits) * notifier.ParallelizationFactor;
        var atOnce = requests * load.IngestSeconds + batches * load.ProcessorSeconds + lanes;
        return Math.Max(settings.AccountConcurrency + 1, Math.Max(atOnce, Math.Max(requests, Math.Max(batches, streamBatches)) / ServiceLimits.RequestsPerConcurrency));
    }

    private static Remedy Keys(ScaleSettings settings, ScaleLoad load, double messages)
    {
        // Half as many again at least: of keys that share a partition more are needed than the units alone say.
        var (table, statuses) = (settings.Pipeline.Table, load.IndexedStatuses);
        var shards = (int)Math.Max(Math.Ceiling(messages * load.IndexUnits / statuses / ServiceLimits.PartitionUnits), table.IndexShards * 1.5);
        return shards <= TableSettings.MaxIndexShards
            ? Number("table.index_shards", table.IndexShards, shards, to => settings with { Pipeline = settings.Pipeline with { Table = table with { IndexShards = (int)to } } })
            : table.IndexShards < TableSettings.MaxIndexShards
                ? Number(
                    "table.index_shards", table.IndexShards, TableSettings.MaxIndexShards, to => settings with { Pipeline = settings.Pipeline with { Table = table with { IndexShards = (int)to } } })
                : Deployments(settings, Math.Max(settings.Deployments + 1, (int)Math.Ceiling((double)settings.Deployments * shards / TableSettings.MaxIndexShards)));
    }

    private static Remedy Lanes(ScaleSettings settings, ScaleLoad load, double messages)
    {
        var notifier = settings.Pipeline.Notifier;
        var shards = Math.Ceiling(settings.WarmUnits / ServiceLimits.PartitionUnits);
        var lanes = (int)Math.Ceiling(messages * load.NotifierSeconds / notifier.BatchSize / shards);
        return lanes <= ServiceLimits.MostLanesPerShard && lanes > notifier.ParallelizationFactor
            ? Number(
                "notifier.parallelization_factor",
                notifier.ParallelizationFactor,
                lanes,
                to => settings with { Pipeline = settings.Pipeline with { Notifier = notifier with { ParallelizationFactor = (int)to } } })
            // More partitions are more shards.
            : Number("warm throughput of table and index", settings.WarmUnits, settings.WarmUnits * 2, to => settings with { WarmUnits = to });
    }

    private static Remedy Deployments(ScaleSettings settings, int to) => Number("deployments side by side (prefix)", settings.Deployments, to, _ => settings with { Deployments = to });

    private static Remedy Number(string setting, double from, double to, Func<double, ScaleSettings> settings) => new(setting, Text(from), Text(to), settings(to));

    private static double Up(double number, double step) => Math.Ceiling(number / step) * step;

    private static string Text(double number) => number.ToString("#,##0", CultureInfo.InvariantCulture);
}

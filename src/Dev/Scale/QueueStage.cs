using Orders.Queues;

namespace Orders.Dev.Scale;

/// <summary>From the queue through the Processor into table and index.</summary>
internal sealed class QueueStage
{
    private readonly ScaleSettings _settings;
    private readonly ScaleLoad _load;
    private readonly Mapping _mapping;
    private readonly OnDemandUnits _table;
    private readonly OnDemandUnits _index;
    private readonly IndexPartitions _keys;
    private readonly Environments _environments = new();

    public QueueStage(ScaleSettings settings, ScaleLoad load)
    {
        (_settings, _load) = (settings, load);
        _mapping = new Mapping(settings);
        (_table, _index) = (new OnDemandUnits(settings.WarmUnits), new OnDemandUnits(settings.WarmUnits));
        _keys = new IndexPartitions(settings.Pipeline.Table.IndexShards * load.IndexedStatuses, _index.Partitions);
    }

    public Waiting Waiting { get; } = new();

    /// <summary>Shards of the table's stream: one a partition.</summary>
    public int Shards => _table.Partitions;

    /// <summary>Invocations in this second, environments that ran them, messages that they held, and units that they took.</summary>
    public double Batches { get; private set; }
    public double Environments { get; private set; }
    public double InFlight { get; private set; }
    public double TableUnits { get; private set; }
    public double IndexUnits { get; private set; }

    /// <summary>A second.</summary>
    /// <param name="taken">Environments that the other functions have.</param>
    /// <returns>Messages that were written, and what let no more through.</returns>
    public (double Written, ScaleLimit Limit) Step(double taken)
    {
        var most = Concurrency(taken);
        var through = new Bottleneck(Waiting.Count);
        var batchSize = _settings.Pipeline.Processor.BatchSize;
        through.Narrow(most.Through * batchSize / _load.ProcessorSeconds, most.Limit);
        through.Narrow(_settings.AccountConcurrency / _settings.Deployments * ServiceLimits.RequestsPerConcurrency * batchSize, ScaleLimit.FunctionRequests);
        if (_settings.ReadyPollers > 0)
        {
            var messages = Math.Min(ServiceLimits.ReceivesPerPoller * Math.Min(batchSize, SqsLimits.EntriesPerRequest), ServiceLimits.BytesPerPoller / _load.MessageBytes);
            through.Narrow(_mapping.Now / ServiceLimits.InvocationsPerPoller * messages, _mapping.Limit);
        }

        through.Narrow(_table.Now / _load.TableUnits, ScaleLimit.TableUnits);
        through.Narrow(_settings.TableQuota / _load.TableUnits, ScaleLimit.TableQuota);
        if (_load.IndexUnits > 0)
        {
            // An index that is throttled holds up the writes of its table.
            through.Narrow(_index.Now / _load.IndexUnits, ScaleLimit.IndexUnits);
            through.Narrow(_settings.TableQuota / _load.IndexUnits, ScaleLimit.IndexQuota);
            through.Narrow(_keys.Most / _load.IndexUnits, _keys.Limit);
        }

        Work(through, most.Through);
        return (through.Through, through.Limit);
    }

    private Bottleneck Concurrency(double taken)
    {
        var most = new Bottleneck(double.MaxValue);
        most.Narrow(_mapping.Now, _mapping.Limit);
        most.Narrow(ServiceLimits.InFlight / _settings.Pipeline.Processor.BatchSize, ScaleLimit.InFlight);
        most.Narrow(_settings.AccountConcurrency / _settings.Deployments - taken, ScaleLimit.AccountConcurrency);
        most.Narrow(_environments.Most, ScaleLimit.NewEnvironments);
        return most;
    }

    private void Work(Bottleneck through, double concurrency)
    {
        var written = Waiting.Take(through.Through);
        // A poller takes what is there, or what comes while it gathers; nothing waits for a batch to fill.
        var gathering = _load.ProcessorSeconds + _settings.Pipeline.Processor.MaximumBatchingWindowSeconds;
        var size = Math.Clamp(written * gathering / Math.Max(1, concurrency), 1, _settings.Pipeline.Processor.BatchSize);
        Batches = written / size;
        Environments = Math.Min(concurrency, Batches * _load.ProcessorSeconds);
        InFlight = Environments * size;
        (TableUnits, IndexUnits) = (written * _load.TableUnits, written * _load.IndexUnits);
        _environments.Use(Environments);
        _table.Use(TableUnits);
        _index.Use(IndexUnits);
        _keys.Pass(through.Limit == ScaleLimit.IndexPartitions);
        if (Waiting.Count > 0)
        {
            _mapping.Grow();
        }
    }
}

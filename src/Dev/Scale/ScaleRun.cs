namespace Orders.Dev.Scale;

/// <summary>What became of an hour of orders.</summary>
internal sealed record ScaleRun
{
    /// <summary>Orders that came.</summary>
    public double Offered { get; set; }

    /// <summary>Orders that the API answered 429 or 503 for.</summary>
    public double Refused { get; set; }

    /// <summary>Messages put on the queue, written to the table, told to all consumers, and done by the busiest consumer.</summary>
    public double Queued { get; set; }
    public double Written { get; set; }
    public double Told { get; set; }
    public double Done { get; set; }

    /// <summary>The most messages that waited, and seconds that the oldest of them did.</summary>
    public double Backlog { get; set; }
    public int OldestSeconds { get; set; }

    /// <summary>How many seconds late the stream was read, at most.</summary>
    public int StreamLagSeconds { get; set; }

    /// <summary>How many seconds an event waited for its consumer, at most.</summary>
    public int ConsumerSeconds { get; set; }

    /// <summary>Messages in flight, at most.</summary>
    public double InFlight { get; set; }

    /// <summary>Invocations of the Processor and of the Notifier.</summary>
    public double Batches { get; set; }
    public double StreamBatches { get; set; }

    /// <summary>Shards of the stream at the end.</summary>
    public int Shards { get; set; }

    /// <summary>The second in which the last event was done; null where that took more than a day.</summary>
    public int? DrainedSecond { get; set; }

    /// <summary>What first refused an order, or first let something wait for longer than an alarm allows.</summary>
    public ScaleLimit Broke { get; set; }

    /// <summary>When it did.</summary>
    public int BrokeSecond { get; set; }

    /// <summary>The state at the end of each minute.</summary>
    public List<ScaleMinute> Minutes { get; } = [];

    public double MessagesPerBatch => Batches == 0 ? 1 : Math.Max(1, Written / Batches);

    public double RecordsPerBatch => StreamBatches == 0 ? 1 : Math.Max(1, Told / StreamBatches);
}

/// <summary>A minute of a run: what came, what waits, who works, and what holds orders back.</summary>
internal sealed record ScaleMinute(
    int Minute, double Accepted, double Waiting, int OldestSeconds, double Invocations, double TableUnits, double IndexUnits, int Shards, int StreamLagSeconds, ScaleLimit Limit);

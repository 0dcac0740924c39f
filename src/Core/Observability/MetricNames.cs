namespace Orders.Observability;

/// <summary>The metrics that the functions write: counts, and one time. Alarms and the dashboard are made from them.</summary>
public static class MetricNames
{
    /// <summary>Ingest: orders that were queued.</summary>
    public const string OrdersAccepted = nameof(OrdersAccepted);

    /// <summary>Ingest: orders whose key was seen before with this content; nothing was queued.</summary>
    public const string OrdersReplayed = nameof(OrdersReplayed);

    /// <summary>Ingest: orders that broke a rule.</summary>
    public const string OrdersRefused = nameof(OrdersRefused);

    /// <summary>Ingest and Processor: orders whose key was seen before with other content.</summary>
    public const string KeyConflicts = nameof(KeyConflicts);

    /// <summary>Ingest: orders with a key that were queued without a look for repeats, because DynamoDB could not be used; the Processor looks.</summary>
    public const string ReplayChecksSkipped = nameof(ReplayChecksSkipped);

    /// <summary>Ingest: requests that failed through no fault of the caller.</summary>
    public const string RequestsFailed = nameof(RequestsFailed);

    /// <summary>Processor: orders that were written.</summary>
    public const string OrdersPlaced = nameof(OrdersPlaced);

    /// <summary>Processor: changes of status that were made.</summary>
    public const string StatusesChanged = nameof(StatusesChanged);

    /// <summary>Processor: runs that expired what had been pending for too long.</summary>
    public const string ExpiriesRun = nameof(ExpiriesRun);

    /// <summary>Processor: messages that were repeats.</summary>
    public const string Duplicates = nameof(Duplicates);

    /// <summary>Processor: messages that were put on the dead-letter queue with a reason.</summary>
    public const string DeadLetters = nameof(DeadLetters);

    /// <summary>Processor: messages that were handed back, to come again later.</summary>
    public const string MessagesHandedBack = nameof(MessagesHandedBack);

    /// <summary>Processor: changes of status that were returned for retry because their placement or the change before them was not handled yet.</summary>
    public const string EarlyChanges = nameof(EarlyChanges);

    /// <summary>Processor: PartiQL statements that DynamoDB refused for another reason than their condition; each change is made again as an UpdateItem.</summary>
    public const string StatementsRefused = nameof(StatementsRefused);

    /// <summary>Processor: how long an order took from its acceptance to its row, in milliseconds, one value an order.</summary>
    public const string PlacementLatency = nameof(PlacementLatency);

    /// <summary>Ingest and Processor: rows of the table that are no orders, each time that one is met.</summary>
    public const string RowsUnreadable = nameof(RowsUnreadable);

    /// <summary>Notifier: events that were sent, one a consumer.</summary>
    public const string EventsSent = nameof(EventsSent);

    /// <summary>Notifier: stream records of which no event can tell, and that were set aside.</summary>
    public const string RecordsQuarantined = nameof(RecordsQuarantined);

    /// <summary>Notifier: events that were quarantined because a consumer's queue did not accept them; by function, and by the consumer's queue.</summary>
    public const string EventsQuarantined = nameof(EventsQuarantined);

    /// <summary>Notifier: batches that stopped at a record, to be replayed from there.</summary>
    public const string BatchesStopped = nameof(BatchesStopped);
}

namespace Orders.Observability;

/// <summary>The functions' metrics: counts, and one time. Alarms and the dashboard use them.</summary>
public static class MetricNames
{
    /// <summary>Ingest: orders that were queued.</summary>
    public const string OrdersAccepted = nameof(OrdersAccepted);

    /// <summary>Ingest: orders whose key was used before with the same content; nothing was queued.</summary>
    public const string OrdersReplayed = nameof(OrdersReplayed);

    /// <summary>Ingest: orders that broke a rule.</summary>
    public const string OrdersRefused = nameof(OrdersRefused);

    /// <summary>Ingest and Processor: orders whose key was used before with other content.</summary>
    public const string KeyConflicts = nameof(KeyConflicts);

    /// <summary>Ingest: orders with a key that were queued without a replay check, because DynamoDB was unavailable; the Processor checks
    /// them.</summary>
    public const string ReplayChecksSkipped = nameof(ReplayChecksSkipped);

    /// <summary>Ingest: requests that failed for a cause that is not the caller's.</summary>
    public const string RequestsFailed = nameof(RequestsFailed);

    /// <summary>Processor: orders that were written.</summary>
    public const string OrdersPlaced = nameof(OrdersPlaced);

    /// <summary>Processor: status changes that were made.</summary>
    public const string StatusesChanged = nameof(StatusesChanged);

    /// <summary>Processor: runs that expired pending orders.</summary>
    public const string ExpiriesRun = nameof(ExpiriesRun);

    /// <summary>Processor: messages that were repeats.</summary>
    public const string Duplicates = nameof(Duplicates);

    /// <summary>Processor: messages that were dead-lettered with a reason.</summary>
    public const string DeadLetters = nameof(DeadLetters);

    /// <summary>Processor: messages that were returned for retry.</summary>
    public const string MessagesReturnedForRetry = nameof(MessagesReturnedForRetry);

    /// <summary>Processor: status changes that were returned for retry because their placement or the change before them was not yet
    /// processed.</summary>
    public const string EarlyChanges = nameof(EarlyChanges);

    /// <summary>Processor: PartiQL statements that DynamoDB refused for a cause other than their condition; each change is retried as an
    /// UpdateItem.</summary>
    public const string StatementsRefused = nameof(StatementsRefused);

    /// <summary>Processor: the time from an order's acceptance to its row, in milliseconds, one value an order.</summary>
    public const string PlacementLatency = nameof(PlacementLatency);

    /// <summary>Ingest and Processor: rows that are not valid orders, counted each time one is read.</summary>
    public const string RowsUnreadable = nameof(RowsUnreadable);

    /// <summary>Notifier: events that were sent, counted for each consumer.</summary>
    public const string EventsSent = nameof(EventsSent);

    /// <summary>Notifier: stream records that give no event and were dead-lettered.</summary>
    public const string RecordsQuarantined = nameof(RecordsQuarantined);

    /// <summary>Notifier: events quarantined because a consumer's queue did not accept them; by function, and by the consumer's queue.</summary>
    public const string EventsQuarantined = nameof(EventsQuarantined);

    /// <summary>Notifier: batches that stopped at a record, from which Lambda retries.</summary>
    public const string BatchesStopped = nameof(BatchesStopped);
}

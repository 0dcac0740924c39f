namespace Orders.Dev.Cost;

/// <summary>What was counted. Requests to SQS are counted as they are billed: each started 64 KB is one.</summary>
internal sealed record Measurement
{
    public decimal OrderSendRequests { get; init; }
    public decimal MessagesSent { get; init; }
    public decimal Receives { get; init; }
    public decimal EmptyReceives { get; init; }
    public decimal MessagesReceived { get; init; }
    public decimal Deletes { get; init; }
    public decimal MessagesDeleted { get; init; }
    public decimal EventSendRequests { get; init; }
    public decimal EventsSent { get; init; }
    public decimal RowUnits { get; init; }
    public decimal IndexUnits { get; init; }

    /// <summary>Units of writes whose condition failed, which are billed, too.</summary>
    public decimal FailedConditionUnits { get; init; }

    public decimal ReadUnits { get; init; }

    /// <summary>Calls that nothing above counts, as <c>sqs:SendMessageBatch orders-dlq</c>.</summary>
    public IReadOnlyDictionary<string, int> Others { get; init; } = new Dictionary<string, int>();
}

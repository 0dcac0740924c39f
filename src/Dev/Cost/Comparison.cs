namespace Orders.Dev.Cost;

/// <summary>One count, as the model has it and as it was measured.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Model">The model's.</param>
/// <param name="Measured">The run's.</param>
/// <param name="TakesMeasuredBatch">Whether the model was told how full the batches were: that is chance, not arithmetic.</param>
internal sealed record ComparedCount(string Name, decimal Model, decimal Measured, bool TakesMeasuredBatch)
{
    /// <summary>How far the measured count is from the model's, in per cent of it.</summary>
    public decimal DifferencePercent => Model == 0 ? (Measured == 0 ? 0 : 100) : (Measured - Model) / Model * 100;
}

/// <summary>A local run beside the model of the same load.</summary>
internal sealed record Comparison
{
    public required int Orders { get; init; }
    public required IReadOnlyList<ComparedCount> Counts { get; init; }

    /// <summary>Receives that got nothing: they depend on how long the run took, so there is nothing to compare them with.</summary>
    public required decimal EmptyReceives { get; init; }

    public required decimal MessagesPerReceive { get; init; }
    public required decimal MessagesPerBatch { get; init; }
    public required decimal RecordsPerBatch { get; init; }
    public required decimal EventsPerSend { get; init; }

    /// <summary>Calls that the model has no line for.</summary>
    public required IReadOnlyDictionary<string, int> Others { get; init; }

    public bool Agrees => Others.Count == 0 && Counts.All(static count => Math.Abs(count.DifferencePercent) <= MostPercent);

    /// <summary>How far they may be apart.</summary>
    public const decimal MostPercent = 2;

    /// <summary>Compares a run with the model of it.</summary>
    /// <param name="load">The load, without batch sizes.</param>
    /// <param name="measured">What was counted.</param>
    /// <param name="invocations">How often each function ran.</param>
    public static Comparison Of(CostInputs load, Measurement measured, (long Ingest, long Processor, long Notifier) invocations)
    {
        var inputs = load with
        {
            MessagesPerReceive = PerOne(measured.MessagesReceived, measured.Receives),
            MessagesPerDelete = PerOne(measured.MessagesDeleted, measured.Deletes),
            EventsPerSend = PerOne(measured.EventsSent, measured.EventSendRequests),
            MessagesPerBatch = PerOne(measured.MessagesReceived, invocations.Processor),
            RecordsPerBatch = PerOne(measured.MessagesReceived, invocations.Notifier),
        };
        var (usage, consumers) = (new UsageModel(inputs), inputs.Settings.Consumers);
        return new Comparison
        {
            Orders = (int)inputs.Orders,
            Counts =
            [
                new("messages sent to orders", usage.Messages, measured.MessagesSent, false),
                new("requests that send them", usage.OrderSends + usage.ChangeSends, measured.OrderSendRequests, false),
                new("messages received", usage.Messages, measured.MessagesReceived, false),
                new("receives with messages", usage.Receives, measured.Receives, true),
                new("messages deleted", usage.Messages, measured.MessagesDeleted, false),
                new("deletes", usage.Deletes, measured.Deletes, true),
                new("events sent to consumers", consumers.Sum(inputs.EventsOf), measured.EventsSent, false),
                new("requests that send them (FIFO)", consumers.Sum(usage.EventSends), measured.EventSendRequests, true),
                new("write units: rows", usage.PlaceUnits + usage.ChangeUnits, measured.RowUnits + measured.FailedConditionUnits, false),
                new("write units: index", usage.PlaceIndexUnits + usage.ChangeIndexUnits, measured.IndexUnits, false),
                new("read units", usage.ReplayReadUnits + usage.ChangeReadUnits + usage.SweepReadUnits, measured.ReadUnits, false),
                new("invocations of Ingest", usage.IngestInvocations, invocations.Ingest, false),
                new("invocations of the Processor", usage.ProcessorInvocations, invocations.Processor, true),
                new("invocations of the Notifier", usage.NotifierInvocations, invocations.Notifier, true),
            ],
            EmptyReceives = measured.EmptyReceives,
            MessagesPerReceive = inputs.MessagesPerReceive,
            MessagesPerBatch = inputs.MessagesPerBatch,
            RecordsPerBatch = inputs.RecordsPerBatch,
            EventsPerSend = inputs.EventsPerSend,
            Others = measured.Others,
        };
    }

    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, CostJsonContext.Default.Comparison);

    private static decimal PerOne(decimal all, decimal requests) => requests == 0 ? 1 : all / requests;
}

using Orders.Dev.Cost;

namespace Orders.Dev.Scale;

/// <summary>Orders a second, and what one message of them takes: its placement, or one of its changes. From the model of costs.</summary>
internal sealed class ScaleLoad
{
    private readonly CostInputs _inputs;

    /// <summary>A load.</summary>
    /// <param name="inputs">What an order is and takes; how many of them there are in a month is not looked at.</param>
    /// <param name="ordersPerSecond">How many of them come in a second.</param>
    public ScaleLoad(CostInputs inputs, double ordersPerSecond)
    {
        _inputs = inputs with { Orders = 1 };
        OrdersPerSecond = ordersPerSecond;
        var usage = new UsageModel(_inputs);
        var messages = usage.Messages;
        MessagesPerOrder = (double)messages;
        RequestsPerOrder = (double)(usage.IngestInvocations);
        TableUnits = (double)((usage.PlaceUnits + usage.ChangeUnits) / messages);
        IndexUnits = (double)((usage.PlaceIndexUnits + usage.ChangeIndexUnits) / messages);
        EventsOfBusiestConsumer = (double)(inputs.Settings.Consumers.Max(_inputs.EventsOf) / messages);
        Events = (double)(inputs.Settings.Consumers.Sum(_inputs.EventsOf) / messages);
    }

    public double OrdersPerSecond { get; }

    /// <summary>A placement and its changes.</summary>
    public double MessagesPerOrder { get; }

    /// <summary>HTTP requests.</summary>
    public double RequestsPerOrder { get; }

    /// <summary>Write units of the row, a message.</summary>
    public double TableUnits { get; }

    /// <summary>Write units of the index, a message.</summary>
    public double IndexUnits { get; }

    /// <summary>Events of the consumer that gets most of them, a message.</summary>
    public double EventsOfBusiestConsumer { get; }

    /// <summary>Events of all consumers, a message.</summary>
    public double Events { get; }

    /// <summary>The share of the orders that comes over HTTP and can be refused there.</summary>
    public double OverHttp => (double)_inputs.OrdersOverHttp;

    public double MessageBytes => (double)_inputs.MessageBytes;

    public double IngestSeconds => (double)_inputs.IngestMs / 1000;

    public double ProcessorSeconds => (double)_inputs.ProcessorMs / 1000;

    public double NotifierSeconds => (double)_inputs.NotifierMs / 1000;

    /// <summary>Keys of the index: one a shard and indexed status.</summary>
    public int IndexedStatuses => _inputs.IndexedStatuses.Count;

    /// <summary>The same orders, in another number a second.</summary>
    public ScaleLoad At(double ordersPerSecond) => new(_inputs, ordersPerSecond);

    /// <summary>US dollars for a million such orders, in batches of these sizes. A queue that always has messages has no empty receives.</summary>
    public decimal DollarsPerMillion(double messagesPerBatch, double recordsPerBatch)
    {
        const decimal HoursPerMonth = 730;
        var inputs = _inputs.WithBatches(Batch(messagesPerBatch), Batch(recordsPerBatch)) with
        {
            Orders = (decimal)OrdersPerSecond * 3600 * HoursPerMonth,
            IdlePollers = 0,
        };
        return CostModel.Lines(inputs).Sum(static line => line.Dollars) / inputs.Orders * 1_000_000;
    }

    private static decimal Batch(double size) => decimal.Round((decimal)size, 2);
}

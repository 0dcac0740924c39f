using Orders.Model;

namespace Orders.Dev.Cost;

/// <summary>The usage of one order.</summary>
internal sealed record PerOrder
{
    /// <summary>Write units to place it: its row, and its index entry if PENDING is indexed.</summary>
    public required decimal PlaceWriteUnits { get; init; }

    /// <summary>Write units of PENDING → PROCESSING: the row, and an entry for each indexed status that it leaves or enters.</summary>
    public required decimal FirstMoveWriteUnits { get; init; }

    /// <summary>Write units of PROCESSING → COMPLETED.</summary>
    public required decimal SecondMoveWriteUnits { get; init; }

    /// <summary>SQS requests on <c>orders</c> in the load's batches: shares of one send, one receive and one delete.</summary>
    public required decimal QueueRequestsInBatches { get; init; }

    /// <summary>The same for an order in its own HTTP call: a whole send, and shares of a receive and a delete.</summary>
    public required decimal QueueRequestsSingleCall { get; init; }

    /// <summary>The same without any batch.</summary>
    public required decimal QueueRequestsOneByOne { get; init; }

    public static PerOrder Of(CostInputs inputs)
    {
        var usage = new UsageModel(inputs);
        return new PerOrder
        {
            PlaceWriteUnits = usage.RowUnits + usage.IndexUnits(to: Lifecycle.Initial),
            FirstMoveWriteUnits = usage.RowUnits + usage.IndexUnits(OrderStatus.Pending, OrderStatus.Processing),
            SecondMoveWriteUnits = usage.RowUnits + usage.IndexUnits(OrderStatus.Processing, OrderStatus.Completed),
            QueueRequestsInBatches = usage.QueueRequestsPerOrder,
            QueueRequestsSingleCall = new UsageModel(inputs with { OrdersPerCall = 1 }).QueueRequestsPerOrder,
            QueueRequestsOneByOne = new UsageModel(inputs.OneByOne()).QueueRequestsPerOrder,
        };
    }
}

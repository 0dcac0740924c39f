using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Queues;

namespace Orders.Ingest.Routes;

/// <summary>The <c>orders</c> queue, as the API uses it.</summary>
public sealed class OrdersQueue(QueueSender sender, string queueUrl)
{
    /// <summary>Queues orders to be placed.</summary>
    /// <returns>One result an order.</returns>
    public Task<IReadOnlyList<SendResult>> PlaceAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken) =>
        sender.SendAsync(queueUrl, [.. orders.Select(static order => Message(OrderMessageWriter.Place(order), order.TraceParent))], cancellationToken);

    /// <summary>Queues a change of status.</summary>
    public async Task<SendResult> ChangeAsync(ChangeStatus change, CancellationToken cancellationToken) =>
        (await sender.SendAsync(queueUrl, [Message(OrderMessageWriter.Change(change), change.TraceParent)], cancellationToken))[0];

    private static OutgoingMessage Message(string body, string? traceParent) => new(body)
    {
        Attributes = traceParent is null
            ? new Dictionary<string, MessageAttributeValue>(0)
            : new Dictionary<string, MessageAttributeValue>(1)
            {
                [TraceParent.Name] = new() { DataType = "String", StringValue = traceParent },
            },
    };
}

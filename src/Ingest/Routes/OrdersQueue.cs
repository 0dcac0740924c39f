using System.Security.Cryptography;
using System.Text;
using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Queues;

namespace Orders.Ingest.Routes;

/// <summary>Sends the API's messages to the <c>orders</c> queue.</summary>
public sealed class OrdersQueue(QueueSender sender, string queueUrl)
{
    /// <summary>Queues orders to be placed.</summary>
    /// <returns>One result for each order.</returns>
    public Task<IReadOnlyList<SendResult>> PlaceAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken) =>
        sender.SendAsync(queueUrl, [.. orders.Select(static order => Message(OrderMessageWriter.Place(order), order.Owner, order.TraceParent))], cancellationToken);

    /// <summary>Queues a status change for the order's owner.</summary>
    public async Task<SendResult> ChangeAsync(ChangeStatus change, string owner, CancellationToken cancellationToken) =>
        (await sender.SendAsync(queueUrl, [Message(OrderMessageWriter.Change(change), owner, change.TraceParent)], cancellationToken))[0];

    private static OutgoingMessage Message(string body, string owner, string? traceParent) => new(body)
    {
        GroupId = FairGroup(owner),
        Attributes = traceParent is null
            ? new Dictionary<string, MessageAttributeValue>(0)
            : new Dictionary<string, MessageAttributeValue>(1)
            {
                [TraceParent.Name] = new() { DataType = "String", StringValue = traceParent },
            },
    };

    // On a standard queue a message group is a tenant: while one has a backlog, SQS delivers the others' messages first (Amazon SQS Developer Guide,
    // "Amazon SQS fair queues"). An owner may have characters that a group id does not allow.
    private static string FairGroup(string owner) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner)).AsSpan(0, 16));
}

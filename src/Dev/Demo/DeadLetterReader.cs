using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Json;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.DeadLetters;

namespace Orders.Dev.Demo;

/// <summary>A dead letter as an operator sees it.</summary>
/// <param name="Body">The original body.</param>
/// <param name="Code">The reason's code; empty if SQS moved it.</param>
/// <param name="Field">The reason's field.</param>
/// <param name="MessageId">The id of the original message.</param>
internal sealed record FoundLetter(string Body, string Code, string Field, string MessageId)
{
    /// <summary>The order that it is about; the empty id if the body does not say.</summary>
    public OrderId Order => OrderMessageReader.Read(Body, default, traceParent: null).Value switch
    {
        PlaceOrder place => place.Order.Id,
        ChangeStatus change => change.OrderId,
        _ => default,
    };

    /// <summary>The order that it places, validly or not; null if it does not identify one.</summary>
    public OrderId? Placed => OrderMessageReader.IdentityOfPlacement(Body)?.OrderId;

    /// <summary>Returns the order that a message places; null if it places none.</summary>
    public static Order? Placement(string body) => (OrderMessageReader.Read(body, default, traceParent: null).Value as PlaceOrder)?.Order;
}

/// <summary>Reads a whole dead-letter queue.</summary>
internal sealed class DeadLetterReader(IAmazonSQS sqs, string queueUrl)
{
    public async Task<List<FoundLetter>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var letters = new List<FoundLetter>();
        var request = new ReceiveMessageRequest(queueUrl) { MaxNumberOfMessages = 10, MessageAttributeNames = ["All"] };
        while (true)
        {
            var response = await sqs.ReceiveMessageAsync(request, cancellationToken);
            if (response.Messages is not { Count: > 0 } messages)
            {
                return letters;
            }

            letters.AddRange(messages.Select(Read));
            var entries = messages.Select(static (message, index) => new DeleteMessageBatchRequestEntry($"{index}", message.ReceiptHandle)).ToList();
            await sqs.DeleteMessageBatchAsync(queueUrl, entries, cancellationToken);
        }
    }

    private static FoundLetter Read(Message message)
    {
        if (message.MessageAttributes?.GetValueOrDefault("dead_letter")?.StringValue is not { } reason)
        {
            return new FoundLetter(message.Body, "", "", message.MessageId);
        }

        using var document = UntrustedJson.Parse(reason);
        string Text(string name) => document?.RootElement.Text(name) ?? "";
        return new FoundLetter(message.Body, Text("code"), Text("field"), Text("message_id"));
    }
}

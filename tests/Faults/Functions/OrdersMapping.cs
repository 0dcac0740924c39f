using System.Globalization;
using Amazon.Lambda.SQSEvents;
using Orders.Tests.Faults.Services;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Functions;

/// <summary>The event source mapping from the orders queue to the Processor: pollers that receive, invoke and delete.</summary>
internal sealed class OrdersMapping(Universe universe, Queue queue, LambdaFunction<SQSEvent, SQSBatchResponse> processor)
{
    private const int Pollers = 3;
    private const int BatchSize = 10;

    public void Start()
    {
        for (var i = 0; i < Pollers; i++)
        {
            universe.Between(0, 200, Poll);
        }
    }

    private void Poll()
    {
        var messages = queue.Receive(1 + universe.Dice.Below(BatchSize));
        if (messages.Count == 0)
        {
            queue.Bell.Wait(Poll);
            return;
        }

        if (universe.Dice.Hits(universe.Rates.ThrottledInvocation))
        {
            universe.Note("orders mapping", () => $"is throttled: {messages.Count} come again");
            universe.Between(100, 1000, Poll);
            return;
        }

        var handles = messages.ToDictionary(static message => message.Id, Queue.HandleOf);
        processor.Invoke(new SQSEvent { Records = [.. messages.Select(Record)] }, outcome =>
        {
            if (outcome.Error is not null)
            {
                universe.Note("orders mapping", () => $"batch failed: {outcome.Error}");
            }
            else
            {
                Delete(handles, outcome.Response!);
            }

            universe.Between(1, 100, Poll);
        });
    }

    // Lambda Developer Guide, "Handling errors for an SQS event source": an unknown or empty identifier fails the whole batch.
    private void Delete(Dictionary<string, string> handles, SQSBatchResponse response)
    {
        var failed = (response.BatchItemFailures ?? []).Select(static failure => failure.ItemIdentifier).ToHashSet();
        if (failed.Any(id => string.IsNullOrEmpty(id) || !handles.ContainsKey(id)))
        {
            universe.Violate("G6", "a response names a message that was not in its batch");
            return;
        }

        foreach (var (id, handle) in handles)
        {
            if (!failed.Contains(id))
            {
                queue.Delete(handle);
            }
        }
    }

    private SQSEvent.SQSMessage Record(QueueMessage message)
    {
        var attributes = new Dictionary<string, string>
        {
            ["ApproximateReceiveCount"] = message.ReceiveCount.ToString(CultureInfo.InvariantCulture),
            ["SentTimestamp"] = message.SentAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
        if (message.GroupId is not null)
        {
            attributes["MessageGroupId"] = message.GroupId;
        }

        return new SQSEvent.SQSMessage
        {
            MessageId = message.Id,
            ReceiptHandle = Queue.HandleOf(message),
            Body = message.Body,
            EventSource = "aws:sqs",
            EventSourceArn = $"arn:aws:sqs:eu-west-1:000000000000:{queue.Name}",
            Attributes = attributes,
            MessageAttributes = message.Attributes.ToDictionary(
                static attribute => attribute.Key,
                static attribute => new SQSEvent.MessageAttribute
                {
                    DataType = attribute.Value.DataType,
                    StringValue = attribute.Value.StringValue,
                    BinaryValue = attribute.Value.BinaryValue,
                    StringListValues = [],
                    BinaryListValues = [],
                }),
        };
    }
}

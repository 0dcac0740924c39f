using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.SQS;

namespace Orders.Operations.Settings;

/// <summary>The attributes of each queue, as Terraform sets them.</summary>
public static class QueueDefinitions
{
    /// <summary>Returns every queue of the settings with its attributes, each after its dead-letter queue.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="arn">Returns the ARN of a queue by its name; called only for queues that were already returned.</param>
    public static IEnumerable<(string Name, Dictionary<string, string> Attributes)> Of(PipelineSettings settings, Func<string, string> arn)
    {
        var (orders, eventsDlq) = (settings.OrdersQueue, settings.OrderEventsDlq);
        yield return (orders.DeadLetterQueue, Keeping(orders.DeadLetterRetentionSeconds, orders.DeadLetterMaxMessageSizeBytes));
        yield return (orders.Name, Orders(orders, arn(orders.DeadLetterQueue)));
        foreach (var sender in settings.Senders)
        {
            yield return (sender.DeadLetterQueue, Keeping(orders.DeadLetterRetentionSeconds, orders.DeadLetterMaxMessageSizeBytes));
            yield return (sender.Queue, Orders(orders, arn(sender.DeadLetterQueue)));
        }

        yield return (eventsDlq.Name, Keeping(eventsDlq.MessageRetentionSeconds, eventsDlq.MaxMessageSizeBytes));
        foreach (var consumer in settings.Consumers)
        {
            yield return (consumer.DeadLetterQueue, ConsumerDeadLetters(eventsDlq));
            yield return (consumer.Queue, Consumer(consumer, arn(consumer.DeadLetterQueue)));
        }
    }

    /// <summary>Returns the attributes of the orders queue, and of each outside sender's queue.</summary>
    public static Dictionary<string, string> Orders(OrdersQueueSettings queue, string deadLetterArn) => new()
    {
        [QueueAttributeName.VisibilityTimeout] = Number(queue.VisibilityTimeoutSeconds),
        [QueueAttributeName.MessageRetentionPeriod] = Number(queue.MessageRetentionSeconds),
        [QueueAttributeName.MaximumMessageSize] = Number(queue.MaxMessageSizeBytes),
        [QueueAttributeName.RedrivePolicy] = RedrivePolicy(deadLetterArn, queue.MaxReceiveCount),
    };

    /// <summary>Returns the attributes of a standard queue that only keeps messages.</summary>
    public static Dictionary<string, string> Keeping(int messageRetentionSeconds, int maxMessageSizeBytes) => new()
    {
        [QueueAttributeName.MessageRetentionPeriod] = Number(messageRetentionSeconds),
        [QueueAttributeName.MaximumMessageSize] = Number(maxMessageSizeBytes),
    };

    /// <summary>Returns the attributes of a consumer's queue: FIFO in high-throughput mode, ordered and deduplicated per order.</summary>
    public static Dictionary<string, string> Consumer(ConsumerSettings consumer, string deadLetterArn) => new(Fifo)
    {
        [QueueAttributeName.VisibilityTimeout] = Number(consumer.VisibilityTimeoutSeconds),
        [QueueAttributeName.MessageRetentionPeriod] = Number(consumer.MessageRetentionSeconds),
        [QueueAttributeName.MaximumMessageSize] = Number(consumer.MaxMessageSizeBytes),
        [QueueAttributeName.RedrivePolicy] = RedrivePolicy(deadLetterArn, consumer.MaxReceiveCount),
    };

    /// <summary>Returns the attributes of a consumer's dead-letter queue: the same retention and message size as that of the Notifier.</summary>
    public static Dictionary<string, string> ConsumerDeadLetters(EventsDeadLetterQueueSettings eventsDlq) => new(Fifo)
    {
        [QueueAttributeName.MessageRetentionPeriod] = Number(eventsDlq.MessageRetentionSeconds),
        [QueueAttributeName.MaximumMessageSize] = Number(eventsDlq.MaxMessageSizeBytes),
    };

    static readonly Dictionary<string, string> Fifo = new()
    {
        [QueueAttributeName.FifoQueue] = "true",
        [QueueAttributeName.ContentBasedDeduplication] = "false",
        [QueueAttributeName.DeduplicationScope] = "messageGroup",
        [QueueAttributeName.FifoThroughputLimit] = "perMessageGroupId",
    };

    static string RedrivePolicy(string deadLetterArn, int maxReceiveCount) => new JsonObject
    {
        ["deadLetterTargetArn"] = deadLetterArn,
        ["maxReceiveCount"] = maxReceiveCount,
    }.ToJsonString();

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

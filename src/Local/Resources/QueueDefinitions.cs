using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.SQS;
using Orders.Local.Settings;

namespace Orders.Local.Resources;

/// <summary>The attributes of each queue, as Terraform gives them.</summary>
public static class QueueDefinitions
{
    /// <summary>The largest message on the orders queue. Its dead-letter queue takes more, so that each fits there with its <c>dead_letter</c> attribute.</summary>
    public const int OrderMessageBytes = 253_952;

    /// <summary>Every queue of the settings and its attributes, each after its dead-letter queue.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="arn">The ARN of a queue by its name; asked only for queues that were already handed out.</param>
    public static IEnumerable<(string Name, Dictionary<string, string> Attributes)> Of(PipelineSettings settings, Func<string, string> arn)
    {
        var (orders, eventsDlq) = (settings.OrdersQueue, settings.OrderEventsDlq);
        yield return (orders.DeadLetterQueue, Keeping(orders.DeadLetterRetentionSeconds));
        yield return (orders.Name, Orders(orders, arn(orders.DeadLetterQueue)));
        yield return (eventsDlq.Name, Keeping(eventsDlq.MessageRetentionSeconds));
        foreach (var consumer in settings.Consumers)
        {
            yield return (consumer.DeadLetterQueue, ConsumerDeadLetters(eventsDlq.MessageRetentionSeconds));
            yield return (consumer.Queue, Consumer(consumer, arn(consumer.DeadLetterQueue)));
        }
    }

    /// <summary>The attributes of the orders queue.</summary>
    public static Dictionary<string, string> Orders(OrdersQueueSettings queue, string deadLetterArn) => new()
    {
        [QueueAttributeName.VisibilityTimeout] = Number(queue.VisibilityTimeoutSeconds),
        [QueueAttributeName.MessageRetentionPeriod] = Number(queue.MessageRetentionSeconds),
        [QueueAttributeName.MaximumMessageSize] = Number(OrderMessageBytes),
        [QueueAttributeName.RedrivePolicy] = RedrivePolicy(deadLetterArn, queue.MaxReceiveCount),
    };

    /// <summary>The attributes of a standard queue that only keeps messages.</summary>
    public static Dictionary<string, string> Keeping(int messageRetentionSeconds) => new()
    {
        [QueueAttributeName.MessageRetentionPeriod] = Number(messageRetentionSeconds),
    };

    /// <summary>The attributes of a consumer's queue: FIFO in high-throughput mode, ordered and deduplicated per order.</summary>
    public static Dictionary<string, string> Consumer(ConsumerSettings consumer, string deadLetterArn) => new(Fifo)
    {
        [QueueAttributeName.VisibilityTimeout] = Number(consumer.VisibilityTimeoutSeconds),
        [QueueAttributeName.MessageRetentionPeriod] = Number(consumer.MessageRetentionSeconds),
        [QueueAttributeName.RedrivePolicy] = RedrivePolicy(deadLetterArn, consumer.MaxReceiveCount),
    };

    /// <summary>The attributes of a consumer's dead-letter queue.</summary>
    public static Dictionary<string, string> ConsumerDeadLetters(int messageRetentionSeconds) => new(Fifo)
    {
        [QueueAttributeName.MessageRetentionPeriod] = Number(messageRetentionSeconds),
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

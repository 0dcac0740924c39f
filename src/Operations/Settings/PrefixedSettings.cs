namespace Orders.Operations.Settings;

/// <summary>The settings of one of several deployments in an account: Terraform's <c>prefix</c> precedes every name.</summary>
public static class PrefixedSettings
{
    /// <summary>Returns the settings with the prefix before the names of table, queues and functions, and after the events' source; the own name
    /// of a sender or consumer is unchanged.</summary>
    public static PipelineSettings WithPrefix(this PipelineSettings settings, string prefix) => prefix.Length == 0 ? settings : settings with
    {
        Table = settings.Table with { Name = prefix + settings.Table.Name },
        OrdersQueue = settings.OrdersQueue with
        {
            Name = prefix + settings.OrdersQueue.Name,
            DeadLetterQueue = prefix + settings.OrdersQueue.DeadLetterQueue,
        },
        Senders = [.. settings.Senders.Select(sender => sender with
        {
            Queue = prefix + sender.Queue,
            DeadLetterQueue = prefix + sender.DeadLetterQueue,
        })],
        OrderEventsDlq = settings.OrderEventsDlq with
        {
            Name = prefix + settings.OrderEventsDlq.Name,
            RecordsBucket = settings.OrderEventsDlq.RecordsBucket is { } bucket ? prefix + bucket : null,
        },
        Ingest = settings.Ingest with { Name = prefix + settings.Ingest.Name },
        Processor = settings.Processor with { Name = prefix + settings.Processor.Name },
        Notifier = settings.Notifier with { Name = prefix + settings.Notifier.Name },
        Expiry = settings.Expiry with { Group = prefix + settings.Expiry.Group },
        EventSource = $"{settings.EventSource}/{(prefix.EndsWith('-') ? prefix[..^1] : prefix)}",
        Consumers = [.. settings.Consumers.Select(consumer => consumer with
        {
            Queue = prefix + consumer.Queue,
            DeadLetterQueue = prefix + consumer.DeadLetterQueue,
        })],
    };
}

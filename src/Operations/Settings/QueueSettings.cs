using System.Text.Json.Serialization;
using Orders.Events;

namespace Orders.Operations.Settings;

/// <summary>The settings of the orders queue and its dead-letter queue.</summary>
public sealed record OrdersQueueSettings
{
    /// <summary>The queue's name.</summary>
    public required string Name { get; init; }

    /// <summary>The visibility timeout.</summary>
    public required int VisibilityTimeoutSeconds { get; init; }

    /// <summary>The message retention.</summary>
    public required int MessageRetentionSeconds { get; init; }

    /// <summary>The maximum message size.</summary>
    public required int MaxMessageSizeBytes { get; init; }

    /// <summary>The receive count after which SQS moves a message to the dead-letter queue.</summary>
    public required int MaxReceiveCount { get; init; }

    /// <summary>The name of the dead-letter queue.</summary>
    public required string DeadLetterQueue { get; init; }

    /// <summary>The dead-letter queue's retention, counted from when a message was first sent.</summary>
    public required int DeadLetterRetentionSeconds { get; init; }

    /// <summary>The dead-letter queue's maximum message size: each message fits with its <c>dead_letter</c> attribute.</summary>
    public required int DeadLetterMaxMessageSizeBytes { get; init; }
}

/// <summary>The settings of the dead-letter queue for events that could not be delivered.</summary>
public sealed record EventsDeadLetterQueueSettings
{
    /// <summary>The queue's name.</summary>
    public required string Name { get; init; }

    /// <summary>The message retention.</summary>
    public required int MessageRetentionSeconds { get; init; }

    /// <summary>The maximum message size: each event fits with its <c>dead_letter</c> attribute.</summary>
    public required int MaxMessageSizeBytes { get; init; }

    /// <summary>The name of the bucket that keeps whole the records that Lambda gives up, without account and region; null if reports on the queue name
    /// their positions in the stream.</summary>
    public string? RecordsBucket { get; init; }
}

/// <summary>The settings of an outside sender and its queue, whose other attributes are those of the orders queue.</summary>
public sealed record SenderSettings
{
    /// <summary>The sender's name: the owner of its orders, and part of its dead-letter queue's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the sender's queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The maximum number of concurrent invocations by the queue's mapping.</summary>
    public required int MaximumConcurrency { get; init; }

    /// <summary>The name of the dead-letter queue.</summary>
    [JsonIgnore]
    public string DeadLetterQueue
    {
        get => field ?? $"orders-{Name}-dlq";
        init;
    }
}

/// <summary>The settings of one consumer of order events and its FIFO queue.</summary>
public sealed record ConsumerSettings
{
    /// <summary>The rule for the member that <see cref="PersonalFields"/> replaced.</summary>
    public const string NoIncludeCustomerEmail =
        "consumers[*].include_customer_email is now personal_fields: a list of customer_name, customer_email and metadata, empty for none.";

    /// <summary>The consumer's name, which is also part of its dead-letter queue's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the consumer's FIFO queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The CloudEvents types that the consumer gets.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The personal fields that its events include; none by default.</summary>
    public IReadOnlyList<string> PersonalFields
    {
        get => field ?? [];
        init;
    }

    /// <summary>The visibility timeout.</summary>
    public required int VisibilityTimeoutSeconds { get; init; }

    /// <summary>The message retention.</summary>
    public required int MessageRetentionSeconds { get; init; }

    /// <summary>The maximum message size.</summary>
    public required int MaxMessageSizeBytes { get; init; }

    /// <summary>The receive count after which SQS moves an event to <see cref="DeadLetterQueue"/>.</summary>
    public required int MaxReceiveCount { get; init; }

    /// <summary>Returns the consumer as the Notifier reads it from its environment, which <see cref="FunctionEnvironment"/> writes.</summary>
    /// <param name="queueUrl">The URL of the consumer's queue, or its name where nothing is sent.</param>
    public Consumer ToConsumer(string queueUrl) => new(Name, queueUrl, Types.ToHashSet(StringComparer.Ordinal), PersonalFields.ToHashSet(StringComparer.Ordinal));

    /// <summary>The name of the dead-letter queue, which is FIFO because SQS requires that for a FIFO queue.</summary>
    [JsonIgnore]
    public string DeadLetterQueue
    {
        get => field ?? $"order-events-{Name}-dlq.fifo";
        init;
    }
}

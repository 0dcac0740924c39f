using System.Text.Json.Serialization;

namespace Orders.Operations.Settings;

/// <summary>The queue of orders and its dead-letter queue.</summary>
public sealed record OrdersQueueSettings
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>For how long a received message stays hidden.</summary>
    public required int VisibilityTimeoutSeconds { get; init; }

    /// <summary>For how long a message is kept.</summary>
    public required int MessageRetentionSeconds { get; init; }

    /// <summary>The largest message that it takes.</summary>
    public required int MaxMessageSizeBytes { get; init; }

    /// <summary>After how many receives a message is moved to the dead-letter queue.</summary>
    public required int MaxReceiveCount { get; init; }

    /// <summary>The name of the dead-letter queue.</summary>
    public required string DeadLetterQueue { get; init; }

    /// <summary>For how long the dead-letter queue keeps a message, counted from when it was first sent.</summary>
    public required int DeadLetterRetentionSeconds { get; init; }

    /// <summary>The largest message that the dead-letter queue takes: each message fits there with its <c>dead_letter</c> attribute.</summary>
    public required int DeadLetterMaxMessageSizeBytes { get; init; }
}

/// <summary>The queue for events that could not be delivered.</summary>
public sealed record EventsDeadLetterQueueSettings
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>For how long a message is kept.</summary>
    public required int MessageRetentionSeconds { get; init; }

    /// <summary>The largest message that it takes: each event fits there with its <c>dead_letter</c> attribute.</summary>
    public required int MaxMessageSizeBytes { get; init; }
}

/// <summary>One consumer of order events and its FIFO queue.</summary>
public sealed record ConsumerSettings
{
    /// <summary>Its name, which its dead-letter queue has, too.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its FIFO queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The CloudEvents types it gets.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Whether its events carry the customer's e-mail address.</summary>
    public required bool IncludeCustomerEmail { get; init; }

    /// <summary>For how long a received event stays hidden.</summary>
    public required int VisibilityTimeoutSeconds { get; init; }

    /// <summary>For how long an event is kept.</summary>
    public required int MessageRetentionSeconds { get; init; }

    /// <summary>The largest event that its queue takes.</summary>
    public required int MaxMessageSizeBytes { get; init; }

    /// <summary>After how many receives an event is moved to <see cref="DeadLetterQueue"/>.</summary>
    public required int MaxReceiveCount { get; init; }

    /// <summary>The name of its dead-letter queue, FIFO as the service demands of the dead-letter queue of a FIFO queue.</summary>
    [JsonIgnore]
    public string DeadLetterQueue
    {
        get => field ?? $"order-events-{Name}-dlq.fifo";
        init;
    }
}

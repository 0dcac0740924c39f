using Orders.Model;

namespace Orders.Dev.Demo;

/// <summary>The way an order is sent.</summary>
internal enum Channel
{
    /// <summary>By itself over HTTP.</summary>
    Http,

    /// <summary>In an array over HTTP.</summary>
    HttpArray,

    /// <summary>As a message of an upstream system, straight to the queue.</summary>
    Queue,
}

/// <summary>One order, or what passes for one, to be sent once.</summary>
/// <param name="Channel">How.</param>
/// <param name="Body">Its JSON, or what is sent instead.</param>
internal sealed record PlannedSend(Channel Channel, string Body)
{
    /// <summary>The source that a message names, and so its key's scope.</summary>
    public const string Source = "demo";

    /// <summary>Its idempotency key; null where it is sent without, or is no order.</summary>
    public string? Key { get; init; }

    /// <summary>What is ordered; null where it is no valid order.</summary>
    public OrderContent? Content { get; init; }

    /// <summary>Field and code of the refusal that an invalid one must get.</summary>
    public (string Field, string Code)? Refusal { get; init; }

    /// <summary>Whether the queue is told of a change to PROCESSING before the order is sent.</summary>
    public bool IsMovedEarly { get; init; }
}

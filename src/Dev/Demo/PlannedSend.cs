using Orders.Model;

namespace Orders.Dev.Demo;

/// <summary>How an order is sent.</summary>
internal enum Channel
{
    /// <summary>Alone over HTTP.</summary>
    Http,

    /// <summary>In an array over HTTP.</summary>
    HttpArray,

    /// <summary>As an upstream system's message, directly to the queue.</summary>
    Queue,
}

/// <summary>One order, valid or not, to be sent once.</summary>
/// <param name="Channel">How it is sent.</param>
/// <param name="Body">The JSON, or the invalid text.</param>
internal sealed record PlannedSend(Channel Channel, string Body)
{
    /// <summary>The source of its message, which is also its key's scope.</summary>
    public const string Source = "demo";

    /// <summary>The idempotency key; null if it has none, or is not an order.</summary>
    public string? Key { get; init; }

    /// <summary>The order's content; null if it is invalid.</summary>
    public OrderContent? Content { get; init; }

    /// <summary>The field and code of the refusal that an invalid order must get.</summary>
    public (string Field, string Code)? Refusal { get; init; }

    /// <summary>Whether a change to PROCESSING is sent before the order.</summary>
    public bool IsMovedEarly { get; init; }
}

using Orders.Model;

namespace Orders.Tests.Faults.Clients;

/// <summary>What somebody outside does, and when. A run is its seed, its fault rates and its steps.</summary>
/// <param name="At">When, from the start.</param>
internal abstract record Step(TimeSpan At);

/// <summary>The content of an order, one of a few: what matters is whether two are the same.</summary>
/// <param name="Item">The item.</param>
/// <param name="Quantity">The quantity.</param>
internal readonly record struct Content(string Item, int Quantity)
{
    public string ToJson() => $"\"item\":\"{Item}\",\"quantity\":{Quantity}";
}

/// <summary>One order to place.</summary>
/// <param name="Key">The idempotency key; null for none, which only the API takes.</param>
/// <param name="Content">The content.</param>
internal readonly record struct Placement(string? Key, Content Content);

/// <summary>Somebody places orders over HTTP, one or an array of them.</summary>
internal sealed record PlaceOverHttp(TimeSpan At, string Caller, IReadOnlyList<Placement> Orders) : Step(At);

/// <summary>An upstream system puts an order on the queue.</summary>
/// <param name="At">When.</param>
/// <param name="Source">Which system.</param>
/// <param name="Order">The order.</param>
/// <param name="ClockBehind">By how much the system's clock is behind; negative if it is ahead. Null if it gives no <c>placed_at</c>.</param>
internal sealed record PlaceOnQueue(TimeSpan At, string Source, Placement Order, TimeSpan? ClockBehind) : Step(At);

/// <summary>An owner moves an order over HTTP.</summary>
internal sealed record MoveOverHttp(TimeSpan At, string Caller, string Owner, string Key, OrderStatus To, bool ByDelete) : Step(At);

/// <summary>An upstream system moves an order by a message.</summary>
internal sealed record MoveOnQueue(TimeSpan At, string Scope, string Key, OrderStatus To, int? ExpectedVersion) : Step(At);

/// <summary>Somebody reads an order, maybe somebody else's.</summary>
internal sealed record Read(TimeSpan At, string Caller, string Owner, string Key) : Step(At);

/// <summary>Somebody sends what breaks a rule, over HTTP or by the queue.</summary>
/// <param name="At">When.</param>
/// <param name="Body">The body.</param>
/// <param name="Field">The field that is at fault.</param>
/// <param name="Code">The rule that it breaks.</param>
/// <param name="OverHttp">By which way.</param>
internal sealed record SendInvalid(TimeSpan At, string Body, string Field, string Code, bool OverHttp) : Step(At);

/// <summary>The scheduler starts the expiry of old orders.</summary>
internal sealed record Expire(TimeSpan At) : Step(At);

/// <summary>Somebody writes to the table past the pipeline: a row that is no order.</summary>
internal sealed record WriteJunkRow(TimeSpan At, string Key, bool IsLarge) : Step(At);

/// <summary>DynamoDB has an outage of hours.</summary>
internal sealed record TakeDynamoDbAway(TimeSpan At, TimeSpan For) : Step(At);

/// <summary>The queue of one consumer refuses every message until somebody repairs it.</summary>
internal sealed record BreakConsumer(TimeSpan At, string Consumer, string Code) : Step(At);

/// <summary>Somebody repairs the consumers' queues.</summary>
internal sealed record RepairConsumers(TimeSpan At) : Step(At);

/// <summary>An operator sends the quarantined events, with the command's own code.</summary>
internal sealed record ReplayQuarantined(TimeSpan At) : Step(At);

/// <summary>An operator erases the personal data of every order, with the command's own code.</summary>
internal sealed record ErasePersonalData(TimeSpan At) : Step(At);

/// <summary>An upstream system sends an order that ends each process that writes it.</summary>
internal sealed record SendPoison(TimeSpan At, string Source, string Key) : Step(At)
{
    /// <summary>The item by which the simulated table knows the order.</summary>
    public const string Item = "poison";
}

/// <summary>An operator moves all dead letters back, by a tool that may fail half-way.</summary>
internal sealed record Redrive(TimeSpan At) : Step(At);

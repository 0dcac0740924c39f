using Orders.Model;
using Orders.Operations.Connections;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Orders;

/// <summary>The result of <c>order set-status</c>.</summary>
/// <param name="Move">The change.</param>
internal sealed record MoveReport(StatusMove Move)
{
    /// <summary>The account and region of the orders queue.</summary>
    public AwsPlace? Place { get; init; }

    /// <summary>The message's id; null if none was sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>The outcome; null if it was not followed.</summary>
    public MoveOutcome? Outcome { get; init; }

    /// <summary>Whether the change succeeded, or was not followed.</summary>
    public bool IsWell => Outcome is null or { Order: not null };

    private string Result => this switch
    {
        { Move.IsMade: true } => "made_already",
        { MessageId: null } => "dry_run",
        { Outcome: null } => "sent",
        { Outcome.Order: not null } => "moved",
        { Outcome.Letter: not null } => "dead",
        _ => "not_seen_yet",
    };

    /// <summary>Returns the report as text.</summary>
    public string ToText()
    {
        var (order, to) = (Move.Order, Move.Change.Status.ToWire());
        return Result switch
        {
            "made_already" => $"Order {order.Id} is already {to}; nothing was sent.",
            "dry_run" => $"Order {order.Id} would move from {order.Status.ToWire()} to {to}{(Place is null ? "" : $" in {Place}")}. Nothing was sent. Use --yes to send it.",
            "sent" => $"Sent as message {MessageId}: order {order.Id} to {to}.",
            "moved" => $"Order {order.Id} is {to} since {Timestamp.Format(Outcome!.Value.Order!.UpdatedAt)}.",
            "dead" => $"Message {MessageId} was dead-lettered as {Outcome!.Value.Letter!.Id}: {SafeText.Value(Outcome.Value.Letter.Reason.Rule)}",
            _ => $"Message {MessageId} was sent; its outcome is not known yet. Look again with `orders order history {order.Id}`.",
        };
    }

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.MoveReportJson.ToText(new MoveReportJson(
        Move.Order.Id.Value, Move.Order.Status.ToWire(), Move.Change.Status.ToWire(), Result, MessageId, Outcome?.Letter?.Id, Outcome?.Letter?.Reason.Code,
        Place?.Account, Place?.Region));
}

/// <summary>The report's JSON.</summary>
internal sealed record MoveReportJson(Guid OrderId, string From, string To, string Result, string? MessageId, string? DeadLetter, string? Code, string? Account, string? Region);

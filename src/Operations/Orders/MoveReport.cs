using Orders.Model;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Orders;

/// <summary>What <c>order set-status</c> prints.</summary>
/// <param name="Move">The change that was asked for.</param>
internal sealed record MoveReport(StatusMove Move)
{
    /// <summary>The message's id; null where none was sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>What became of it; null where it was not followed.</summary>
    public MoveOutcome? Outcome { get; init; }

    /// <summary>Whether all that was asked for came true.</summary>
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

    /// <summary>For a person.</summary>
    public string ToText()
    {
        var (order, to) = (Move.Order, Move.Change.Status.ToWire());
        return Result switch
        {
            "made_already" => $"Order {order.Id} is {to} already; nothing was sent.",
            "dry_run" => $"Order {order.Id} would move from {order.Status.ToWire()} to {to}. Nothing was sent: give --yes to send it.",
            "sent" => $"Sent as message {MessageId}: order {order.Id} to {to}.",
            "moved" => $"Order {order.Id} is {to} since {Timestamp.Format(Outcome!.Value.Order!.UpdatedAt)}.",
            "dead" => $"Message {MessageId} is dead, as {Outcome!.Value.Letter!.Id}: {SafeText.Value(Outcome.Value.Letter.Reason.Rule)}",
            _ => $"Message {MessageId} was sent, and neither has the order moved yet nor is the message dead: look again with `orders order history {order.Id}`.",
        };
    }

    /// <summary>For a program.</summary>
    public string ToJson() => OperationsJson.Default.MoveReportJson.ToText(new MoveReportJson(
        Move.Order.Id.Value, Move.Order.Status.ToWire(), Move.Change.Status.ToWire(), Result, MessageId, Outcome?.Letter?.Id, Outcome?.Letter?.Reason.Code));
}

/// <summary>The report for a program.</summary>
internal sealed record MoveReportJson(Guid OrderId, string From, string To, string Result, string? MessageId, string? DeadLetter, string? Code);

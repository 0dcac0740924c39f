namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of orders, messages and requests.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Model =>
    [
        new("lifecycle-cancel-done", "src/Core/Model/Lifecycle.cs", "Moves.Where(move => move.To == to)", "Moves.Append(new Move(OrderStatus.Completed, OrderStatus.Cancelled)).Where(move => move.To == to)",
            "A completed order is not cancelled."),
        new("hash-metadata-order", "src/Core/Model/ContentHash.cs", "pairs.OrderBy(static pair => pair.Key, StringComparer.Ordinal)", "pairs.OrderBy(static _ => 0)",
            "The order of metadata's keys makes no other content."),
        new("hash-missing-is-empty", "src/Core/Model/ContentHash.cs", "text is null ? -1 : Encoding.UTF8.GetByteCount(text)", "Encoding.UTF8.GetByteCount(text ?? \"\")",
            "A missing text differs from an empty one."),
        new("message-ahead-unlimited", "src/Core/Messages/OrderMessageReader.cs", "placedAt < OrderLimits.PlacedAtMin || IsAhead(placedAt, sentAt)", "placedAt < OrderLimits.PlacedAtMin",
            "An order is not placed later than its message was sent."),
        new("message-id-of-other-key", "src/Core/Messages/OrderMessageReader.cs", "derived is not null && fields.OrderId is not null && derived != fields.OrderId", "false",
            "An id that contradicts its key is refused."),
        new("message-no-key", "src/Core/Messages/OrderMessageReader.cs", "!fields.Has(OrderField.IdempotencyKey) && !fields.Has(OrderField.OrderId)", "false",
            "A placement without a key is refused."),
        new("fields-duplicate-wins", "src/Core/Validation/OrderFields.cs", "fields.Has(field)", "false",
            "A field that is given twice is refused."),
        new("request-of-501", "src/Core/Validation/OrderRequestReader.cs", "orders!.Count", "Math.Min(orders!.Count, OrderLimits.OrdersPerRequest)",
            "A request has at most 500 orders."),
        new("timestamp-point-without-digits", "src/Core/Model/Timestamp.cs", "text.AsSpan(19) is ['.'] or ['.', not (>= '0' and <= '9'), ..]", "false",
            "A point without digits makes no time."),
        new("message-before-1970", "src/Core/Messages/OrderMessageReader.cs", "placedAt < OrderLimits.PlacedAtMin || IsAhead(placedAt, sentAt)", "IsAhead(placedAt, sentAt)",
            "An order is not placed before 1970, where no listing begins."),
        new("message-accepted-when-placed", "src/Core/Messages/OrderMessageReader.cs", "sentAt > DateTimeOffset.UnixEpoch ? acceptedAt : createdAt", "createdAt",
            "An order is accepted when its message was sent, whatever the sender's clock says."),
    ];
}

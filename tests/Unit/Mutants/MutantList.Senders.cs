namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of the queues of outside senders.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Senders =>
    [
        new("sender-names-another-owner", "src/Core/Messages/OrderMessageReader.cs", "fields.Owner is { } owner && owner != sender", "false",
            "A message of an outside sender that names another owner is rejected."),
        new("sender-owner-from-the-message", "src/Core/Messages/OrderMessageReader.cs", "sender ?? fields.Owner ?? fields.Source ?? DefaultOwner", "fields.Owner ?? fields.Source ?? DefaultOwner",
            "The queue names the owner of an outside sender's order."),
        new("sender-chooses-the-id", "src/Core/Messages/OrderMessageReader.cs", "fields.Add(OrderField.IdempotencyKey, ErrorCodes.Required, \"must be given: the order's id is derived from the sender and its key\");", "",
            "An outside sender's order has an id that is derived from its key."),
        new("sender-expires", "src/Core/Messages/OrderMessageReader.cs", "Validated<OrderMessage>.Refused(ExpiryNotAllowed)", "Expire(fields)",
            "An outside sender expires nothing."),
        new("sender-rejection-of-anothers-order", "src/Core/Messages/OrderMessageReader.cs", "sender is not null && (derived is null || (fields.Owner ?? owner) != owner)", "false",
            "A rejection is recorded for an order of the sender's own only."),
        new("sender-changes-any-order-alone", "src/Core/Storage/StatusChanges.cs", "condition += \" AND #owner = :owner\";", "",
            "A change alone has the owner in its condition."),
        new("sender-repeats-anothers-change", "src/Core/Storage/StatusChanges.cs", "change.Owner is { } owner && owner != order.Owner", "false",
            "A change of another owner's order is refused, even if the order has made it."),
        new("sender-of-an-unknown-queue", "src/Processor/SourceQueues.cs", "arn[(arn.LastIndexOf(':') + 1)..]",
            "_byName.ContainsKey(arn[(arn.LastIndexOf(':') + 1)..]) ? arn[(arn.LastIndexOf(':') + 1)..] : _orders.Name",
            "Messages of a queue that is not in the settings are not handled as those of orders."),
        new("sender-dead-letters-on-orders", "src/Processor/DeadLetters.cs", "queue.DeadLetterUrl", "queue.Url",
            "A dead letter goes to the dead-letter queue of its own queue."),
    ];
}

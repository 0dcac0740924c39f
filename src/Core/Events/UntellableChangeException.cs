using Orders.Queues;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Events;

/// <summary>A change of the table that no event can tell consumers of. Its record goes whole to <c>order-events-dlq</c>, where operators see it.</summary>
/// <param name="reason">Why.</param>
public sealed class UntellableChangeException(FieldError reason) : Exception($"{reason}.")
{
    /// <summary>The code of a record that cannot be read.</summary>
    public const string UnreadableRecord = "unreadable_record";

    /// <summary>The code of a change whose event would have the id of another one, for which SQS and consumers drop it.</summary>
    public const string ReusedVersion = "reused_version";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> Codes { get; } = [UnreadableRecord, ReusedVersion];

    /// <summary>The attribute at fault, the code and the rule.</summary>
    public FieldError Reason { get; } = reason;

    /// <summary>A record of which an attribute, or a part of its own, cannot be read.</summary>
    public static UntellableChangeException Unreadable(string attribute) => new(new FieldError(attribute, UnreadableRecord, UnreadableRow.Rule));

    /// <summary>A record whose event is larger than SQS takes: its row is larger than any that the pipeline writes.</summary>
    public static UntellableChangeException TooLong() => new(new FieldError("event", UnreadableRecord, $"must have at most {SqsLimits.MessageBytes / 1024} KiB"));

    /// <summary>A change that breaks a rule of versions.</summary>
    public static UntellableChangeException Reused(string rule) => new(new FieldError(OrdersTable.Version, ReusedVersion, rule));
}

using Orders.Queues;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Events;

/// <summary>A change of the table that gives no event. The whole record is dead-lettered to <c>order-events-dlq</c> for operators.</summary>
/// <param name="reason">The reason.</param>
public sealed class InvalidChangeException(FieldError reason) : Exception($"{reason}.")
{
    /// <summary>The code of a record that cannot be read.</summary>
    public const string UnreadableRecord = "unreadable_record";

    /// <summary>The code of a change whose event would have the id of another one, so that SQS and consumers would drop it.</summary>
    public const string ReusedVersion = "reused_version";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> Codes { get; } = [UnreadableRecord, ReusedVersion];

    /// <summary>The invalid attribute, the code and the rule.</summary>
    public FieldError Reason { get; } = reason;

    /// <summary>Creates the exception for a record with an unreadable attribute or part.</summary>
    public static InvalidChangeException Unreadable(string attribute) => new(new FieldError(attribute, UnreadableRecord, UnreadableRow.Rule));

    /// <summary>Creates the exception for a record whose event is larger than SQS allows: its row is larger than any that the pipeline
    /// writes.</summary>
    public static InvalidChangeException TooLong() => new(new FieldError("event", UnreadableRecord, $"must have at most {SqsLimits.MessageBytes / 1024} KiB"));

    /// <summary>Creates the exception for a change that breaks a version rule.</summary>
    public static InvalidChangeException Reused(string rule) => new(new FieldError(OrdersTable.Version, ReusedVersion, rule));
}

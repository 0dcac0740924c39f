using Orders.Events;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Json;
using Orders.Operations.Settings;
using Orders.Storage;

namespace Orders.Operations.Orders;

/// <summary>One order's path through the pipeline, as far as it is known without reading a consumer's queue.</summary>
internal sealed record Journey
{
    /// <summary>The row's name in <see cref="Problems"/>.</summary>
    public const string Row = "Its row";

    /// <summary>The dead letters' name in <see cref="Problems"/>.</summary>
    public const string DeadLetters = "Its dead letters";

    /// <summary>The order's id.</summary>
    public required OrderId Id { get; init; }

    /// <summary>The order's row; null if it does not exist, or cannot be read.</summary>
    public Order? Order { get; init; }

    /// <summary>The order as rejected; null if no placement of it was rejected.</summary>
    public RejectedOrder? Rejected { get; init; }

    /// <summary>The attribute that makes the row unreadable; null if it is readable.</summary>
    public string? UnreadableAttribute { get; init; }

    /// <summary>The steps, oldest first.</summary>
    public required IReadOnlyList<JourneyStep> Steps { get; init; }

    /// <summary>Whether all dead letters were read; null if none were looked for.</summary>
    public bool? SawAllDeadLetters { get; init; }

    /// <summary>The parts that could not be read, as sentences.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether anything is known of the order.</summary>
    public bool IsKnown => Steps.Count > 0 || UnreadableAttribute is not null;

    /// <summary>Returns the journey as JSON.</summary>
    /// <param name="showPersonalData">Whether personal data is shown unmasked.</param>
    public string ToJson(bool showPersonalData) => OperationsJson.Default.JourneyJson.ToText(JourneyJson.Of(this, showPersonalData));

    /// <summary>Combines the rows and the dead letters.</summary>
    /// <param name="id">The order's id.</param>
    /// <param name="rows">What the table has of the order.</param>
    /// <param name="letters">The order's dead letters on <c>orders-dlq</c>.</param>
    /// <param name="consumers">The consumers.</param>
    public static Journey Of(OrderId id, FoundOrder rows, IEnumerable<Letter> letters, IReadOnlyList<ConsumerSettings> consumers) => new()
    {
        Id = id,
        Order = rows.Order,
        Rejected = rows.Rejected,
        UnreadableAttribute = rows.UnreadableAttribute,
        // Of a change and a letter in the same millisecond the change comes first, because most letters follow from a change.
        Steps =
        [
            .. Changes(rows.Order, consumers).Concat<JourneyStep>(Rejections(rows.Rejected, consumers)).Concat(letters.Select(static letter => new DeadLetterStep(letter)))
                .OrderBy(static step => step.At),
        ],
    };

    private static IEnumerable<RejectedStep> Rejections(RejectedOrder? rejected, IReadOnlyList<ConsumerSettings> consumers) =>
        rejected is null ? [] : [new RejectedStep(rejected, JourneyEvent.Of(OrderEvent.Of(rejected), consumers))];

    private static IEnumerable<StatusStep> Changes(Order? order, IReadOnlyList<ConsumerSettings> consumers)
    {
        if (order is null)
        {
            yield break;
        }

        var events = PastEvents.Of(order).ToDictionary(static past => past.Sequence);
        var previous = default(OrderStatus?);
        StatusChange placed = new(Lifecycle.Initial, order.CreatedAt, Reason: null);
        foreach (var (index, change) in order.History.Prepend(placed).Index())
        {
            var version = index + 1;
            yield return new StatusStep(change.At, version, change.Status, previous, change.Reason)
            {
                Event = events.TryGetValue(version, out var told) ? JourneyEvent.Of(told, consumers) : null,
            };
            previous = change.Status;
        }
    }
}

using Orders.Events;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Json;
using Orders.Operations.Settings;

namespace Orders.Operations.Orders;

/// <summary>One order's way through the pipeline, as far as it can be known without disturbing a consumer's queue.</summary>
internal sealed record Journey
{
    /// <summary>What its row is called in <see cref="Problems"/>.</summary>
    public const string Row = "Its row";

    /// <summary>What its dead letters are called in <see cref="Problems"/>.</summary>
    public const string DeadLetters = "Its dead letters";

    /// <summary>The order.</summary>
    public required OrderId Id { get; init; }

    /// <summary>Its row; null where there is none, or none that can be read.</summary>
    public Order? Order { get; init; }

    /// <summary>The attribute for which its row cannot be read; null where that is not so.</summary>
    public string? UnreadableAttribute { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<JourneyStep> Steps { get; init; }

    /// <summary>Whether every dead letter was looked at; null where none was looked for.</summary>
    public bool? SawAllDeadLetters { get; init; }

    /// <summary>The parts that could not be read, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether anything at all is known of the order.</summary>
    public bool IsKnown => Steps.Count > 0 || UnreadableAttribute is not null;

    /// <summary>The journey for a program.</summary>
    /// <param name="showPersonalData">Whether e-mail addresses are shown as they are.</param>
    public string ToJson(bool showPersonalData) => OperationsJson.Default.JourneyJson.ToText(JourneyJson.Of(this, showPersonalData));

    /// <summary>Puts together what the row and the dead letters tell.</summary>
    /// <param name="id">The order.</param>
    /// <param name="order">Its row.</param>
    /// <param name="letters">Its dead letters on <c>orders-dlq</c>.</param>
    /// <param name="consumers">Who gets its events.</param>
    public static Journey Of(OrderId id, Order? order, IEnumerable<Letter> letters, IReadOnlyList<ConsumerSettings> consumers) => new()
    {
        Id = id,
        Order = order,
        // A change and a letter of one millisecond: the change came first, as most letters are about what had changed.
        Steps = [.. Changes(order, consumers).Concat<JourneyStep>(letters.Select(static letter => new DeadLetterStep(letter))).OrderBy(static step => step.At)],
    };

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

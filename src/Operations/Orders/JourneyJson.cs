using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Storage;

namespace Orders.Operations.Orders;

/// <summary>The JSON of a journey, for <c>--json</c> and the console's page.</summary>
internal sealed record JourneyJson(
    Guid OrderId, string? Status, int? Version, string? UnreadableAttribute, bool? SawAllDeadLetters, IReadOnlyList<string> Problems, IEnumerable<JourneyStepJson> Steps)
{
    /// <summary>Creates it from a journey.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="showPersonalData">Whether personal data is shown unmasked.</param>
    public static JourneyJson Of(Journey journey, bool showPersonalData) => new(
        journey.Id.Value,
        journey.Order?.Status.ToWire() ?? (journey.Rejected is null ? null : RejectedOrder.Status),
        journey.Order?.Version,
        journey.UnreadableAttribute,
        journey.SawAllDeadLetters,
        journey.Problems,
        journey.Steps.Select(step => JourneyStepJson.Of(step, showPersonalData)));
}

/// <summary>One step: a change of the order, its rejection, or a dead letter about it.</summary>
internal sealed record JourneyStepJson(
    DateTimeOffset At, string Kind,
    int? Version = null, string? Status = null, string? PreviousStatus = null, string? Reason = null, JourneyEventJson? Event = null,
    string? MessageId = null, string? Code = null, string? Field = null, string? Message = null)
{
    public static JourneyStepJson Of(JourneyStep step, bool showPersonalData)
    {
        string? Text(string? text) => showPersonalData || text is null ? text : SafeText.Mask(text);

        return step switch
        {
            StatusStep change => new JourneyStepJson(
                change.At,
                change.Previous is null ? "placed" : "status_changed",
                change.Version,
                change.Status.ToWire(),
                change.Previous?.ToWire(),
                Text(change.Reason),
                JourneyEventJson.Of(change.Event)),
            RejectedStep { Rejected.Reason: var reason, Event: var told } => new JourneyStepJson(
                step.At, "rejected", Status: RejectedOrder.Status, Event: JourneyEventJson.Of(told), Code: reason.Code, Field: reason.Field, Message: Text($"{reason}")),
            DeadLetterStep { Letter: var letter } => new JourneyStepJson(
                step.At, "dead_letter", MessageId: letter.Id, Code: letter.Reason.Code, Field: letter.Reason.Field, Message: Text(letter.Reason.Rule)),
            _ => throw new ArgumentException($"A {step.GetType().Name} has no JSON.", nameof(step)),
        };
    }
}

/// <summary>The event of a change, and how it is known.</summary>
internal sealed record JourneyEventJson(string Id, string Type, string Known, IReadOnlyList<string> Consumers)
{
    public static JourneyEventJson? Of(JourneyEvent? told) => told is null ? null : new JourneyEventJson(told.Id, told.Type, "derived", told.Consumers);
}

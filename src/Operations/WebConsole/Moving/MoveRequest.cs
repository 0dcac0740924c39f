using System.Text.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.WebConsole.Http;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>What a page asks to be moved: one message, those of one reason and field, or all of a queue.</summary>
internal sealed record MoveRequest
{
    private const int MaxPerSecond = 3_000;

    /// <summary>The queue, as <c>--queue</c> takes it.</summary>
    public required string Queue { get; init; }

    /// <summary>The one message; null where it is not one.</summary>
    public string? Id { get; init; }

    /// <summary>Those of this reason; null for any.</summary>
    public string? Reason { get; init; }

    /// <summary>Those with this field at fault; empty for those of which no field is; null for any.</summary>
    public string? Field { get; init; }

    /// <summary>The edited body; null if it is not edited.</summary>
    public string? Body { get; init; }

    /// <summary>Most messages a second; null for as fast as it goes.</summary>
    public int? Rate { get; init; }

    /// <summary>Whether to begin with a few, and to stop where they come back dead.</summary>
    public bool HasRamp { get; init; }

    /// <summary>How many the page says that there are; null where it does not.</summary>
    public int? Count { get; init; }

    /// <summary>Which messages match.</summary>
    public LetterFilter Filter => new() { Id = Id, Reason = Reason, Field = Field };

    /// <summary>The same in words.</summary>
    public string What => (Id, Reason, Field) switch
    {
        ({ } one, _, _) => $"message {one[..Math.Min(8, one.Length)]}",
        (_, { } reason, { Length: > 0 } fault) => $"{reason}, field {fault}",
        (_, { } reason, _) => reason,
        _ => "all messages",
    };

    /// <summary>Reads it.</summary>
    /// <param name="json">The request's object.</param>
    /// <param name="more">The members that this kind of request has besides those that select messages.</param>
    /// <exception cref="RefusedException">Something in it breaks its rule.</exception>
    public static MoveRequest Read(JsonElement json, params IReadOnlyList<string> more)
    {
        var members = new RequestMembers(json, ["queue", "id", "reason", "field", "no_field", .. more]);
        var request = new MoveRequest
        {
            Queue = members.RequiredText("queue"),
            Id = members.Text("id"),
            Reason = members.Text("reason"),
            Field = FieldOf(members.Text("field"), members.Flag("no_field")),
            Body = members.Text("body", mayBeEmpty: true),
            Rate = members.WholeNumber("rate"),
            HasRamp = members.Flag("ramp"),
            Count = members.WholeNumber("count"),
        };
        return request switch
        {
            { Rate: < 1 or > MaxPerSecond } => throw RequestMembers.Bad($"rate must be from 1 to {MaxPerSecond}"),
            { Body: not null, Id: null } => throw RequestMembers.Bad("body belongs to one message: id must be given"),
            _ => request,
        };
    }

    /// <summary>The field of a filter: empty for messages without one.</summary>
    /// <exception cref="RefusedException">Both are given.</exception>
    public static string? FieldOf(string? field, bool noField) => (field, noField) switch
    {
        (_, false) => field,
        (null, true) => "",
        _ => throw RequestMembers.Bad("no_field and field contradict each other: only one of them may be given"),
    };
}

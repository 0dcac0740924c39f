using System.Text.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.Terminal;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Letters;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>A page's request to move messages: one message, selected ones, those of one reason and field, or all of a queue.</summary>
internal sealed record MoveRequest
{
    private const int MaxPerSecond = 3_000;
    private const int MaxIds = 10_000;

    /// <summary>The queue's name, as <c>--queue</c> takes it.</summary>
    public required string Queue { get; init; }

    /// <summary>The message's id; null if not one message.</summary>
    public string? Id { get; init; }

    /// <summary>The IDs of the selected messages; null for any.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>The edit of each message; null for none.</summary>
    public IBodyChange? Edit { get; init; }

    /// <summary>The reason's code; null for any.</summary>
    public string? Reason { get; init; }

    /// <summary>The field that the reason names; empty for messages without one; null for any.</summary>
    public string? Field { get; init; }

    /// <summary>The edited body; null if unedited.</summary>
    public string? Body { get; init; }

    /// <summary>The maximum number of messages a second; null for no limit.</summary>
    public int? Rate { get; init; }

    /// <summary>Whether to start with a few messages, and to stop if one is dead-lettered again.</summary>
    public bool HasRamp { get; init; }

    /// <summary>The number of messages that the page shows; null if not given.</summary>
    public int? Count { get; init; }

    /// <summary>The filter that selects the messages.</summary>
    public LetterFilter Filter => new() { Id = Id, Ids = Ids?.ToHashSet(StringComparer.Ordinal), Reason = Reason, Field = Field };

    /// <summary>Describes the messages.</summary>
    public string What => (Id, Reason, Field) switch
    {
        _ when Ids is not null => Counted.Of(Ids.Count, "selected message"),
        ({ } one, _, _) => $"message {one[..Math.Min(8, one.Length)]}",
        (_, LetterReason.None, _) => "messages without a reason",
        (_, { } reason, { Length: > 0 } fault) => $"{reason}, field {fault}",
        (_, { } reason, _) => reason,
        _ => "all messages",
    };

    /// <summary>Reads a request.</summary>
    /// <param name="json">The request's object.</param>
    /// <param name="more">The members of this kind of request, besides those that select messages.</param>
    /// <exception cref="RefusedException">A member breaks its rule.</exception>
    public static MoveRequest Read(JsonElement json, params IReadOnlyList<string> more)
    {
        var members = new RequestMembers(json, ["queue", "id", "ids", "reason", "field", "no_field", .. more]);
        var request = new MoveRequest
        {
            Queue = members.RequiredText("queue"),
            Id = members.Text("id"),
            Ids = members.Texts("ids", MaxIds),
            Edit = EditRequest.Read(members.Object("edit")),
            Reason = members.Text("reason"),
            Field = LetterQuery.FieldOf(members.Text("field"), members.Flag("no_field")),
            Body = members.Text("body", mayBeEmpty: true),
            Rate = members.WholeNumber("rate"),
            HasRamp = members.Flag("ramp"),
            Count = members.WholeNumber("count"),
        };
        return request switch
        {
            { Rate: < 1 or > MaxPerSecond } => throw RequestMembers.Bad($"rate must be from 1 to {MaxPerSecond}"),
            { Id: not null, Ids: not null } => throw RequestMembers.Bad("id and ids contradict each other: only one of them may be given"),
            { Body: not null, Edit: not null } => throw RequestMembers.Bad("body and edit contradict each other: only one of them may be given"),
            { Body: not null, Id: null } => throw RequestMembers.Bad("body belongs to one message: id must be given"),
            _ => request,
        };
    }
}

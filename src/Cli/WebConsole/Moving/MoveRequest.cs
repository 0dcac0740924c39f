using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orders.Cli.DeadLetters;
using Orders.Cli.WebConsole.Http;

namespace Orders.Cli.WebConsole.Moving;

/// <summary>What a page asks to be moved: one message, those of one reason and field, or all of a queue.</summary>
internal sealed record MoveRequest
{
    private const int MostPerSecond = 3_000;

    /// <summary>The queue, as <c>--queue</c> takes it.</summary>
    public required string Queue { get; init; }

    /// <summary>The one message; null where it is not one.</summary>
    public string? Id { get; init; }

    /// <summary>Those of this reason; null for any.</summary>
    public string? Reason { get; init; }

    /// <summary>Those with this field at fault; null for any.</summary>
    public string? Field { get; init; }

    /// <summary>The mended body, as the editor has it; null where it stays as it is.</summary>
    public string? Body { get; init; }

    /// <summary>Most messages a second; null for as fast as it goes.</summary>
    public int? Rate { get; init; }

    /// <summary>Whether to begin with a few, and to stop where they come back dead.</summary>
    public bool HasRamp { get; init; }

    /// <summary>How many the page says that there are; null where it does not.</summary>
    public int? Count { get; init; }

    /// <summary>Which messages are meant.</summary>
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
    /// <exception cref="RefusedException">Something in it breaks its rule.</exception>
    public static MoveRequest Read(JsonElement json)
    {
        var request = new MoveRequest
        {
            Queue = json.Text("queue") ?? throw Bad("queue must be given"),
            Id = json.Text("id"),
            Reason = json.Text("reason"),
            Field = json.Text("field"),
            Body = json.Text("body"),
            Rate = json.WholeNumber("rate"),
            HasRamp = json.TryGetProperty("ramp", out var ramp) && ramp.ValueKind == JsonValueKind.True,
            Count = json.WholeNumber("count"),
        };
        return request switch
        {
            { Rate: < 1 or > MostPerSecond } => throw Bad($"rate must be from 1 to {MostPerSecond}"),
            { Id: "" } => throw Bad("id must not be empty"),
            { Body: not null, Id: null } => throw Bad("body belongs to one message: id must be given"),
            _ => request,
        };
    }

    private static RefusedException Bad(string rule) => new(StatusCodes.Status400BadRequest, "request", rule);
}

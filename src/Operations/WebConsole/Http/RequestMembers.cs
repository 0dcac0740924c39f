using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;

namespace Orders.Operations.WebConsole.Http;

/// <summary>
/// The members of a request's JSON object. One that is unknown, empty or of another type is refused by name: ignored, it would let the
/// request select more messages than its sender meant.
/// </summary>
internal sealed class RequestMembers
{
    private readonly JsonElement _json;

    /// <param name="json">The object.</param>
    /// <param name="known">The names that it may have.</param>
    /// <exception cref="RefusedException">It has another one.</exception>
    public RequestMembers(JsonElement json, params IReadOnlyList<string> known)
    {
        _json = json;
        foreach (var member in json.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            var names = known.Count == 0 ? "it has none" : $"the members are {string.Join(", ", known)}";
            throw Bad($"{SafeText.Clean(member.Name)} is not a member of this request: {names}");
        }
    }

    /// <summary>A rule was broken.</summary>
    public static RefusedException Bad(string rule) => new(StatusCodes.Status400BadRequest, "request", rule);

    /// <summary>The text of a member that must be there.</summary>
    public string RequiredText(string name, bool mayBeEmpty = false) => Text(name, mayBeEmpty) ?? throw Bad($"{name} must be given");

    /// <summary>The text of a member; null if it is not there.</summary>
    public string? Text(string name, bool mayBeEmpty = false) => Read(name, "a string", JsonValueKind.String)?.GetString() switch
    {
        null => null,
        var text when mayBeEmpty || !string.IsNullOrWhiteSpace(text) => text,
        _ => throw Bad($"{name} must not be empty"),
    };

    /// <summary>The number of a member; null if it is not there.</summary>
    public int? WholeNumber(string name) => Read(name, "a whole number", JsonValueKind.Number) switch
    {
        null => null,
        { } number when number.TryGetInt32(out var value) => value,
        _ => throw Bad($"{name} must be a whole number"),
    };

    /// <summary>Whether a member that must be there is true.</summary>
    public bool RequiredFlag(string name) => ReadFlag(name) ?? throw Bad($"{name} must be given");

    /// <summary>Whether a member is true; false if it is not there.</summary>
    public bool Flag(string name) => ReadFlag(name) ?? false;

    private bool? ReadFlag(string name) => Read(name, "true or false", JsonValueKind.True, JsonValueKind.False)?.GetBoolean();

    private JsonElement? Read(string name, string type, params ReadOnlySpan<JsonValueKind> kinds) => _json.Member(name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        var value when kinds.Contains(value.ValueKind) => value,
        _ => throw Bad($"{name} must be {type}"),
    };
}

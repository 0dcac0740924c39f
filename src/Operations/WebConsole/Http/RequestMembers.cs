using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;

namespace Orders.Operations.WebConsole.Http;

/// <summary>
/// The members of a request's JSON object. A member that is unknown, empty or of another type is refused by name: if it were ignored, the
/// request could select more messages than intended.
/// </summary>
internal sealed class RequestMembers
{
    private readonly JsonElement _json;

    /// <param name="json">The object.</param>
    /// <param name="known">The allowed names.</param>
    /// <exception cref="RefusedException">The object has another member.</exception>
    public RequestMembers(JsonElement json, params IReadOnlyList<string> known)
    {
        _json = json;
        foreach (var member in json.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            var names = known.Count == 0 ? "it has none" : $"the members are {string.Join(", ", known)}";
            throw Bad($"{SafeText.Clean(member.Name)} is not a member of this request: {names}");
        }
    }

    /// <summary>Creates the refusal of a broken rule.</summary>
    public static RefusedException Bad(string rule) => new(StatusCodes.Status400BadRequest, "request", rule);

    /// <summary>Returns the text of a required member.</summary>
    public string RequiredText(string name, bool mayBeEmpty = false) => Text(name, mayBeEmpty) ?? throw Bad($"{name} must be given");

    /// <summary>Returns the text of a member; null if it is missing.</summary>
    public string? Text(string name, bool mayBeEmpty = false) => Read(name, "a string", JsonValueKind.String)?.GetString() switch
    {
        null => null,
        var text when mayBeEmpty || !string.IsNullOrWhiteSpace(text) => text,
        _ => throw Bad($"{name} must not be empty"),
    };

    /// <summary>Returns the number of a member; null if it is missing.</summary>
    public int? WholeNumber(string name) => Read(name, "a whole number", JsonValueKind.Number) switch
    {
        null => null,
        { } number when number.TryGetInt32(out var value) => value,
        _ => throw Bad($"{name} must be a whole number"),
    };

    /// <summary>Returns the texts of a member that is an array; null if it is missing.</summary>
    public IReadOnlyList<string>? Texts(string name, int max) => Read(name, "an array", JsonValueKind.Array) switch
    {
        null => null,
        { } array when array.GetArrayLength() is var length && length > 0 && length <= max
            && array.EnumerateArray().All(static element => element.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(element.GetString())) => [.. array.EnumerateArray().Select(static element => element.GetString()!)],
        _ => throw Bad($"{name} must be 1 to {max} strings that are not empty"),
    };

    /// <summary>Returns a member that is an object; null if it is missing.</summary>
    public JsonElement? Object(string name) => Read(name, "an object", JsonValueKind.Object);

    /// <summary>Returns the JSON of a member of any type; null if it is missing.</summary>
    public string? Any(string name) => _json.Member(name) is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : null;

    /// <summary>Returns the value of a required true or false member.</summary>
    public bool RequiredFlag(string name) => ReadFlag(name) ?? throw Bad($"{name} must be given");

    /// <summary>Returns the value of a true or false member; false if it is missing.</summary>
    public bool Flag(string name) => ReadFlag(name) ?? false;

    private bool? ReadFlag(string name) => Read(name, "true or false", JsonValueKind.True, JsonValueKind.False)?.GetBoolean();

    private JsonElement? Read(string name, string type, params ReadOnlySpan<JsonValueKind> kinds) => _json.Member(name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        var value when kinds.Contains(value.ValueKind) => value,
        _ => throw Bad($"{name} must be {type}"),
    };
}

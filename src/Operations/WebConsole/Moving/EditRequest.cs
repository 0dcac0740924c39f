using System.Text.Json;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.Terminal;
using Orders.Operations.WebConsole.Http;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>Reads the edit that a request makes to each of its messages: <c>{"path","set"}</c>, <c>{"path","remove":true}</c> or
/// <c>{"path","to_number":true}</c>.</summary>
internal static class EditRequest
{
    /// <summary>Returns the change; null if the request has none.</summary>
    /// <exception cref="RefusedException">A member breaks its rule.</exception>
    public static IBodyChange? Read(JsonElement? edit)
    {
        if (edit is not { } json)
        {
            return null;
        }

        var members = new RequestMembers(json, "path", "set", "remove", "to_number");
        var path = MemberPath.Parse(members.RequiredText("path")) ?? throw RequestMembers.Bad("edit.path must be a member's name without a slash, or a JSON pointer that begins with one");
        return (members.Any("set"), members.Flag("remove"), members.Flag("to_number")) switch
        {
            ({ } value, false, false) when new CoveredText("").TryUncover(value, out _) => new JsonChange([new(path, value)]),
            ({ }, false, false) => throw RequestMembers.Bad("edit.set must not be a masked value: show personal data to enter it"),
            (null, true, false) => new JsonChange([new(path, Value: null)]),
            (null, false, true) => new TextToNumber(path),
            _ => throw RequestMembers.Bad("edit must have one of set, remove and to_number"),
        };
    }
}

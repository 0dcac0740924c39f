using System.Reflection;
using System.Text.Json;
using Orders.Events;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Validation;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>The rules of a refusal, in an answer or in a dead letter: it names a field and a rule, and shows nothing else of its input.</summary>
internal static class Refusal
{
    // "metadata." and a name that was cut off.
    private const int MaxFieldLength = 80;
    private const int MaxMessageLength = MaxFieldLength + 200;

    private static readonly HashSet<string> Codes =
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!), .. InvalidChangeException.Codes];

    /// <summary>Checks one, and gives its code.</summary>
    public static string Check(JsonElement reason)
    {
        var (field, code, message) = (Text(reason, "field"), Text(reason, "code"), Text(reason, "message"));
        Escape.When(field.Length is 0 or > MaxFieldLength || field.AsSpan().ContainsAnyExceptInRange(' ', '~'), "a refusal's field cannot be shown", field);
        Escape.When(!Codes.Contains(code), "a refusal has a code of its own", code);
        Escape.When(!message.StartsWith(field, StringComparison.Ordinal) || message.Length > MaxMessageLength, "a refusal's message is not its field and rule", message);
        Escape.When(message.AsSpan(field.Length).Contains(Words.Canary, StringComparison.Ordinal), "a refusal shows content", message);
        return code;
    }

    private static string Text(JsonElement reason, string name) =>
        reason.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new Escape("a refusal lacks a member", name);
}

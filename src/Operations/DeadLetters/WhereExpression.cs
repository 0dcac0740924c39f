using System.Text.Json;
using DevLab.JmesPath;
using DevLab.JmesPath.Expressions;
using Newtonsoft.Json.Linq;
using Orders.Json;
using Orders.Operations.Failures;

namespace Orders.Operations.DeadLetters;

/// <summary>
/// A JMESPath expression (jmespath.org) over <c>{"body", "attributes", "reason"}</c>. The body is its JSON value, or its text if it is not
/// JSON. Attributes are texts by name, binary ones in base64. The reason has <c>code</c>, <c>field</c> and <c>message</c>.
/// </summary>
internal sealed class WhereExpression
{
    // The library parses and evaluates recursively: an expression of tens of thousands of characters overflows the stack.
    private const int MaxCharacters = 4096;

    private readonly JmesPathExpression _expression;

    private WhereExpression(JmesPathExpression expression) => _expression = expression;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="CommandException">The text is not an expression.</exception>
    public static WhereExpression Parse(string text)
    {
        if (text.Length > MaxCharacters)
        {
            throw new CommandException($"--where must have at most {MaxCharacters:N0} characters.") { ExitCode = ExitCodes.Usage };
        }

        try
        {
            return new WhereExpression(new JmesPath().Parse(text));
        }
        catch (Exception exception)
        {
            // The library throws several exception types for a wrong expression, System.Exception among them.
            throw new CommandException($"--where must be a JMESPath expression: {exception.Message}", exception) { ExitCode = ExitCodes.Usage };
        }
    }

    /// <summary>Whether the expression is true for a message. As in JMESPath, null, false and empty values are not true.</summary>
    /// <param name="letter">The message.</param>
    /// <param name="fault">Why it cannot be applied, for example a function's argument has the wrong type; null if it can. Then it is not
    /// true.</param>
    public bool IsTrueOf(Letter letter, out string? fault)
    {
        fault = null;
        try
        {
            return IsTrue(_expression.Transform(ToJson(letter)).AsJToken());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The library throws several exception types. One message must not end the run over the others.
            fault = exception.Message;
            return false;
        }
    }

    private static bool IsTrue(JToken? value) => value switch
    {
        null or { Type: JTokenType.Null or JTokenType.Undefined } => false,
        { Type: JTokenType.Boolean } => (bool)value,
        { Type: JTokenType.String } => ((string?)value)!.Length > 0,
        JContainer container => container.Count > 0,
        _ => true,
    };

    private static JObject ToJson(Letter letter) => new()
    {
        ["body"] = Body(letter.Message.Body),
        ["attributes"] = new JObject(letter.SendersAttributes.Select(static attribute => new JProperty(
            attribute.Key,
            attribute.Value.StringValue ?? (attribute.Value.BinaryValue is { } binary ? Convert.ToBase64String(binary.ToArray()) : "")))),
        ["reason"] = new JObject
        {
            ["code"] = letter.Reason.Code,
            ["field"] = letter.Reason.Field,
            ["message"] = letter.Reason.Rule,
        },
    };

    private static JToken Body(string body)
    {
        using var document = UntrustedJson.Parse(body);
        return document is null ? body : ToToken(document.RootElement);
    }

    // Parsed by our own reader: the library's accepts comments, NaN and single quotes as JSON.
    private static JToken ToToken(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JObject();
                foreach (var member in value.EnumerateObject())
                {
                    members[member.Name] = ToToken(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JArray(value.EnumerateArray().Select(ToToken));
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Number:
                return value.TryGetInt64(out var integer) ? (JToken)integer : value.GetDouble();
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            default:
                return JValue.CreateNull();
        }
    }
}

using DevLab.JmesPath;
using DevLab.JmesPath.Expressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Orders.Cli.DeadLetters;

/// <summary>
/// A JMESPath expression (jmespath.org) over <c>{"body", "attributes", "reason"}</c>. The body is its JSON value, or its text where it
/// is no JSON; attributes are their texts by name, binary ones in base64; reason has <c>code</c>, <c>field</c> and <c>message</c>.
/// </summary>
internal sealed class WhereExpression
{
    private readonly JmesPathExpression _expression;

    private WhereExpression(JmesPathExpression expression) => _expression = expression;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static WhereExpression Parse(string text)
    {
        try
        {
            return new WhereExpression(new JmesPath().Parse(text));
        }
        catch (Exception exception)
        {
            // The library throws exceptions of several kinds for a wrong expression, the plain one among them.
            throw new CommandException($"--where must be a JMESPath expression: {exception.Message}", exception) { ExitCode = ExitCodes.Usage };
        }
    }

    /// <summary>Whether the expression is true of a message, as JMESPath has it: null, false and what is empty are not.</summary>
    /// <exception cref="CommandException">The expression cannot be applied: a function is given what it does not take.</exception>
    public bool IsTrueOf(Letter letter)
    {
        try
        {
            return IsTrue(_expression.Transform(ToJson(letter)).AsJToken());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new CommandException($"--where cannot be applied to message {letter.Id}: {exception.Message}", exception);
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
        try
        {
            // A text that looks like a time stays the text that its sender wrote.
            using var reader = new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None, MaxDepth = 64 };
            return JToken.ReadFrom(reader);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}

using System.Text.Json.Nodes;
using Orders.Json;

namespace Orders.Operations.DeadLetters.Editing;

/// <summary>Replaces a member that is a number in text, as <c>"2"</c>, by the number. Each message keeps its own value.</summary>
/// <param name="path">The member.</param>
internal sealed class TextToNumber(MemberPath path) : IBodyChange
{
    /// <inheritdoc/>
    public string Apply(string body)
    {
        if (UntrustedJson.FindFault(body) is { } rule)
        {
            throw new UnchangeableBodyException($"no single member of its body can be changed, since the body {rule}: use ./orders dlq edit");
        }

        var value = path.Parents.Append(path.Name).Aggregate(JsonNode.Parse(body), static (node, name) => (node as JsonObject)?[name]);
        var text = value is JsonValue member && member.TryGetValue(out string? found) ? found.Trim() : null;
        return text is not null && UntrustedJson.FindFault(text) is null && JsonNode.Parse(text)?.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? new JsonChange([new(path, text)]).Apply(body)
            : throw new UnchangeableBodyException($"its {path} is not a number in text");
    }
}

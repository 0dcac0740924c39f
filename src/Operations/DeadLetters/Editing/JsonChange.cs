using System.Text.Json.Nodes;
using Orders.Json;

namespace Orders.Operations.DeadLetters.Editing;

/// <summary>Sets and removes members of a JSON body, for <c>--set</c>, <c>--set-json</c> and <c>--remove</c>.</summary>
/// <param name="steps">The steps, in order.</param>
internal sealed class JsonChange(IReadOnlyList<JsonChange.Step> steps) : IBodyChange
{
    /// <summary>The paths of the changed members.</summary>
    public IEnumerable<string> Members => steps.Select(static step => step.Path.ToString());

    /// <inheritdoc/>
    public string Apply(string body)
    {
        // Writing such a body back would change it: text that is not Unicode is replaced, and a repeated member has no single value to set.
        if (UntrustedJson.FindFault(body) is { } rule)
        {
            throw new UnchangeableBodyException($"no single member of its body can be changed, since the body {rule}: use ./orders dlq edit");
        }

        var root = JsonNode.Parse(body);
        foreach (var step in steps)
        {
            step.ApplyTo(root);
        }

        return JsonWriting.ToText(root, static (writer, root) => root!.WriteTo(writer));
    }

    /// <summary>One change of a member.</summary>
    /// <param name="Path">The member.</param>
    /// <param name="Value">Its new value as JSON; null removes it.</param>
    internal sealed record Step(MemberPath Path, string? Value)
    {
        /// <exception cref="UnchangeableBodyException">The body has no place for the member.</exception>
        public void ApplyTo(JsonNode? root)
        {
            var parent = Path.Parents.Aggregate(root, static (node, name) => Child(node, name));
            switch (parent)
            {
                case JsonObject members when Value is null:
                    _ = members.Remove(Path.Name) ? true : throw Missing();
                    break;
                case JsonObject members:
                    members[Path.Name] = JsonNode.Parse(Value);
                    break;
                case JsonArray elements when MemberPath.TryIndex(Path.Name, elements.Count, out var index):
                    if (Value is null)
                    {
                        elements.RemoveAt(index);
                    }
                    else
                    {
                        elements[index] = JsonNode.Parse(Value);
                    }

                    break;
                default:
                    throw Missing();
            }
        }

        private static JsonNode? Child(JsonNode? node, string name) => node switch
        {
            JsonObject members => members[name],
            JsonArray elements when MemberPath.TryIndex(name, elements.Count, out var index) => elements[index],
            _ => null,
        };

        private UnchangeableBodyException Missing() => new($"its body has no place for {Path}");
    }
}

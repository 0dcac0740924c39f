using System.Text.Json.Nodes;
using Orders.Json;

namespace Orders.Operations.DeadLetters.Editing;

/// <summary>Sets and removes members of a JSON body: what <c>--set</c>, <c>--set-json</c> and <c>--remove</c> ask for.</summary>
/// <param name="steps">What is done, in this order.</param>
internal sealed class JsonChange(IReadOnlyList<JsonChange.Step> steps) : IBodyChange
{
    /// <summary>The names of what is changed.</summary>
    public IEnumerable<string> Members => steps.Select(static step => step.Path.ToString());

    /// <inheritdoc/>
    public string Apply(string body)
    {
        // Written back, a text that is not Unicode would become another one; and a member that is there twice has no single value to set.
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

    /// <summary>One change.</summary>
    /// <param name="Path">Of which member.</param>
    /// <param name="Value">Its new value as JSON; null removes it.</param>
    internal sealed record Step(MemberPath Path, string? Value)
    {
        /// <exception cref="UnchangeableBodyException">There is no place for it.</exception>
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

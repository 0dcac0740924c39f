using System.Text.Json;
using System.Text.Json.Nodes;
using Orders.Json;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Editing;

namespace Orders.Operations.Orders.Erasing;

/// <summary>
/// The personal members of a message's body, at any depth: of a message for the Processor, of an event's order, and of a stream record's images.
/// </summary>
internal static class PersonalMembers
{
    /// <summary>The name of the customer's e-mail address.</summary>
    public const string Email = "customer_email";

    /// <summary>Returns the personal members.</summary>
    public static IEnumerable<JsonProperty> Of(JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.Object => body.EnumerateObject().SelectMany(static member => PersonalFields.All.Contains(member.Name) ? [member] : Of(member.Value)),
        JsonValueKind.Array => body.EnumerateArray().SelectMany(Of),
        _ => [],
    };

    /// <summary>Returns the e-mail addresses: texts, or DynamoDB's attribute values.</summary>
    public static IEnumerable<string> Emails(JsonElement body) =>
        Of(body).Where(static member => member.NameEquals(Email)).Select(static member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.Text("S")).OfType<string>();

    /// <summary>Returns the body without its personal members.</summary>
    /// <exception cref="UnchangeableBodyException">Writing the body back would change more than that.</exception>
    public static string Remove(string body)
    {
        if (UntrustedJson.FindFault(body) is { } rule)
        {
            throw new UnchangeableBodyException($"its body {rule}");
        }

        var root = JsonNode.Parse(body);
        Remove(root);
        return JsonWriting.ToText(root, static (writer, root) => root!.WriteTo(writer));
    }

    private static void Remove(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in PersonalFields.All)
                {
                    members.Remove(name);
                }

                foreach (var (_, value) in members)
                {
                    Remove(value);
                }

                break;
            case JsonArray elements:
                foreach (var element in elements)
                {
                    Remove(element);
                }

                break;
        }
    }
}

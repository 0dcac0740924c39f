using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Orders.Operations.Settings;

/// <summary>Compares JSON with the types that it is read into. The serializer stops at the first fault, and its messages name .NET types instead of
/// rules.</summary>
static class SettingsShape
{
    /// <summary>Returns every fault: a member's path and its rule.</summary>
    public static IReadOnlyList<string> Faults(JsonElement json, JsonTypeInfo type)
    {
        var faults = new List<string>();
        Check(faults, json, type, "");
        return faults;
    }

    static void Check(List<string> faults, JsonElement json, JsonTypeInfo type, string path)
    {
        switch (type.Kind, json.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                CheckMembers(faults, json, type, path);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                foreach (var (index, element) in json.EnumerateArray().Index())
                {
                    Check(faults, element, type.Options.GetTypeInfo(type.ElementType!), $"{path}[{index}]");
                }

                break;
            default:
                if (Rule(json, type) is { } rule)
                {
                    faults.Add($"{(path.Length == 0 ? "The file" : path)} {rule}.");
                }

                break;
        }
    }

    static void CheckMembers(List<string> faults, JsonElement json, JsonTypeInfo type, string path)
    {
        var prefix = path.Length == 0 ? "" : $"{path}.";
        // A member that the serializer ignores has no getter here.
        var members = type.Properties.Where(static member => member.Get is not null).ToDictionary(static member => member.Name, StringComparer.Ordinal);
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!members.TryGetValue(member.Name, out var known))
            {
                faults.Add((type.Type, member.Name) is ({ Name: nameof(ConsumerSettings) }, "include_customer_email")
                    ? $"{ConsumerSettings.NoIncludeCustomerEmail} {path}: not so."
                    : $"{prefix}{member.Name} is not a setting. The settings here are {string.Join(", ", members.Keys)}.");
            }
            else if (!given.Add(member.Name))
            {
                faults.Add($"{prefix}{member.Name} must be given once.");
            }
            else if (member.Value.ValueKind != JsonValueKind.Null || !known.IsSetNullable)
            {
                Check(faults, member.Value, type.Options.GetTypeInfo(known.PropertyType), prefix + member.Name);
            }
        }

        faults.AddRange(members.Values.Where(member => member.IsRequired && !given.Contains(member.Name)).Select(member => $"{prefix}{member.Name} must be given."));
    }

    static string? Rule(JsonElement json, JsonTypeInfo type) => type switch
    {
        { Kind: JsonTypeInfoKind.Object } => "must be an object",
        { Kind: JsonTypeInfoKind.Enumerable } => "must be a list",
        _ when type.Type == typeof(string) => json.ValueKind == JsonValueKind.String ? null : "must be a string",
        _ when type.Type == typeof(bool) => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false",
        _ when type.Type == typeof(int) => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out _) ? null : $"must be a whole number of at most {int.MaxValue:N0}",
        _ when type.Type == typeof(int?) => json.ValueKind == JsonValueKind.Null || (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out _))
            ? null
            : $"must be null or a whole number of at most {int.MaxValue:N0}",
        _ => throw new NotSupportedException($"No rule for settings of the type {type.Type}."),
    };
}

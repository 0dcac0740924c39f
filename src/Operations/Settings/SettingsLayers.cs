using System.Text.Json;

namespace Orders.Operations.Settings;

/// <summary>
/// The settings of an environment: a file with the member <c>extends</c>, which names the file with all settings, relative to its own folder. Its other
/// members replace those of that file; a list replaces a list. <c>terraform/modules/settings</c> does the same.
/// </summary>
static class SettingsLayers
{
    /// <summary>The member that names the file with all settings.</summary>
    public const string Extends = "extends";

    /// <summary>Returns the settings of an environment as one document.</summary>
    /// <param name="all">The file with all settings.</param>
    /// <param name="own">The environment's file.</param>
    public static byte[] Merge(JsonElement all, JsonElement own)
    {
        var merged = new MemoryStream();
        using (var writer = new Utf8JsonWriter(merged))
        {
            Write(writer, all, own);
        }

        return merged.ToArray();
    }

    // A name that is given twice, or is no setting, is kept: the check of the whole names it.
    static void Write(Utf8JsonWriter writer, JsonElement all, JsonElement own)
    {
        if (all.ValueKind != JsonValueKind.Object || own.ValueKind != JsonValueKind.Object)
        {
            own.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in all.EnumerateObject().Where(member => !own.TryGetProperty(member.Name, out _)))
        {
            member.WriteTo(writer);
        }

        foreach (var member in own.EnumerateObject().Where(static member => member.Name != Extends))
        {
            writer.WritePropertyName(member.Name);
            Write(writer, all.TryGetProperty(member.Name, out var instead) ? instead : default, member.Value);
        }

        writer.WriteEndObject();
    }
}

using System.Text.Json;

namespace Orders.Cli.DeadLetters;

/// <summary>Reads members that may be missing or of another type.</summary>
internal static class JsonReading
{
    /// <summary>The text of a member; null where it has none.</summary>
    public static string? Text(this JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: no text.
            return null;
        }
    }

    /// <summary>The integer of a member; null where it has none.</summary>
    public static int? WholeNumber(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}

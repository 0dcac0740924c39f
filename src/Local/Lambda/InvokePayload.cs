using System.Text.Json;
using System.Text.Unicode;

namespace Orders.Local.Lambda;

/// <summary>Checks the payload of an invocation as Lambda does before it runs a function.</summary>
static class InvokePayload
{
    // The limit of the parser behind Lambda's API.
    static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    /// <summary>Returns why a text is not JSON; null if it is.</summary>
    public static string? FindFault(ReadOnlySpan<byte> utf8)
    {
        // The reader does not check the content of strings.
        if (!Utf8.IsValid(utf8))
        {
            return "Invalid UTF-8";
        }

        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }
}

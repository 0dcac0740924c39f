using System.Text;
using System.Text.Json;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>Finds lines in a body, for an editor.</summary>
internal static class BodyLines
{
    /// <summary>Returns the line, from 1, of a field of the outermost object; of a body that is not JSON, the line of the fault; null if
    /// unknown.</summary>
    public static int? Of(string body, string field)
    {
        var utf8 = Encoding.UTF8.GetBytes(body);
        var reader = new Utf8JsonReader(utf8);
        var outermost = field.Split('.')[0];
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(outermost))
                {
                    return 1 + utf8.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
                }
            }

            return null;
        }
        catch (JsonException exception)
        {
            return (int?)exception.LineNumber + 1;
        }
        catch (InvalidOperationException)
        {
            // A name with a lone surrogate matches no field.
            return null;
        }
    }
}

using System.Text;
using System.Text.Json;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>Where in a body something stands, for an editor.</summary>
internal static class BodyLines
{
    /// <summary>The line, counted from 1, of a field of the outermost object; where the body is no JSON, of what is wrong with it; null where neither can be told.</summary>
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
            // A name with a lone surrogate is nobody's.
            return null;
        }
    }
}

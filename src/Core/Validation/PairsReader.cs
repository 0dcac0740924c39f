using System.Text;
using System.Text.Json;
using Orders.Json;
using Orders.Model;

namespace Orders.Validation;

/// <summary>Reads a field of text pairs, such as <c>metadata</c>: few and small.</summary>
internal static class PairsReader
{
    public static IReadOnlyDictionary<string, string>? Read(ref Utf8JsonReader reader, OrderFields fields, string field)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            fields.Add(field, ErrorCodes.Type, "must be an object of strings");
            return null;
        }

        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        var before = fields.Errors.Count;
        var (bytes, count) = (0, 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            count++;
            var shown = field + "." + JsonText.DisplayName(in reader);
            var named = JsonText.TryGet(in reader, out var key);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                fields.Add(shown, ErrorCodes.Type, "must be a string");
            }
            else if (!JsonText.TryGet(in reader, out var value) || !named)
            {
                fields.Add(shown, ErrorCodes.Encoding, "must be valid Unicode: no lone surrogates");
            }
            else if (JsonText.Characters(key) is < 1 or > OrderLimits.MetadataKeyCharacters)
            {
                fields.Add(shown, ErrorCodes.Length, $"must have a name of 1 to {OrderLimits.MetadataKeyCharacters} characters");
            }
            else if (JsonText.HasControl(key))
            {
                fields.Add(shown, ErrorCodes.Characters, "must have no control characters in its name");
            }
            else if (!pairs.TryAdd(key, value))
            {
                fields.Add(shown, ErrorCodes.DuplicateField, "must be given once");
            }
            else
            {
                bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
            }
        }

        if (count > OrderLimits.MetadataPairs)
        {
            fields.Add(field, ErrorCodes.Length, $"must have at most {OrderLimits.MetadataPairs} pairs");
        }

        if (bytes > OrderLimits.MetadataBytes)
        {
            fields.Add(field, ErrorCodes.TooLarge, $"must have at most {OrderLimits.MetadataBytes} bytes of UTF-8, names and values together");
        }

        return fields.Errors.Count == before ? pairs : null;
    }
}

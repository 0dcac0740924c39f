using System.Text.Json;

namespace Orders.Tests.Faults.Fuzzing.Inputs;

/// <summary>Where a name or a value stands in JSON.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Behind its last byte.</param>
/// <param name="Type">A container is one value, from its first bracket to its last.</param>
internal readonly record struct JsonSpan(int Start, int End, JsonTokenType Type)
{
    public bool IsName => Type == JsonTokenType.PropertyName;
}

/// <summary>Finds names and values in JSON, as far as it is JSON.</summary>
internal static class JsonSpans
{
    private const int Most = 2000;

    /// <summary>In the order in which they begin.</summary>
    public static List<JsonSpan> Of(ReadOnlySpan<byte> json)
    {
        var spans = new List<JsonSpan>();
        var open = new Stack<int>();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
            while (spans.Count < Most && reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.EndArray or JsonTokenType.EndObject:
                        var at = open.Pop();
                        spans[at] = spans[at] with { End = (int)reader.BytesConsumed };
                        break;
                    case JsonTokenType.StartArray or JsonTokenType.StartObject:
                        open.Push(spans.Count);
                        spans.Add(new JsonSpan(start, json.Length, reader.TokenType));
                        break;
                    case JsonTokenType.String or JsonTokenType.PropertyName:
                        spans.Add(new JsonSpan(start, start + reader.ValueSpan.Length + 2, reader.TokenType));
                        break;
                    default:
                        spans.Add(new JsonSpan(start, (int)reader.BytesConsumed, reader.TokenType));
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // What comes behind is no JSON, and is left to the mutations of bytes.
        }

        return spans;
    }
}

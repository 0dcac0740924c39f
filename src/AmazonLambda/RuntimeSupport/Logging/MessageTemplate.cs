using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>
/// A message with its placeholders filled in: <c>{name}</c>, <c>{name:format}</c>, or all by number, as <c>{0}</c>. Two braces stand
/// for one. Placeholders without an argument stay as they are.
/// </summary>
internal readonly struct MessageTemplate
{
    private readonly List<KeyValuePair<string, object>>? _properties;

    /// <summary>A message without placeholders.</summary>
    public MessageTemplate(string? text) => Text = text ?? string.Empty;

    /// <summary>A message whose placeholders take the arguments at their positions.</summary>
    public MessageTemplate(string? template, object?[]? arguments)
    {
        if (template is null || arguments is not { Length: > 0 })
        {
            Text = template ?? string.Empty;
            return;
        }

        _properties = [];
        StringBuilder text = new(template.Length + 32);
        var rest = template.AsSpan();
        var position = 0;
        while (rest.IndexOfAny('{', '}') is var brace and >= 0)
        {
            text.Append(rest[..brace]);
            var length = brace + 1 < rest.Length && rest[brace + 1] == rest[brace] ? -1 : rest[brace..].IndexOf('}');
            if (rest[brace] == '}' || length < 0)
            {
                // Two braces for one, or one that belongs to no placeholder.
                text.Append(rest[brace]);
                rest = rest[(brace + (length < 0 && brace + 1 < rest.Length && rest[brace + 1] == rest[brace] ? 2 : 1))..];
                continue;
            }

            var placeholder = rest.Slice(brace, length + 1);
            Fill(text, placeholder, arguments, ref position);
            rest = rest[(brace + placeholder.Length)..];
        }

        Text = text.Append(rest).ToString();
    }

    /// <summary>The message.</summary>
    public string Text { get; }

    /// <summary>Writes the arguments as properties, those of numbered placeholders and nulls left out.</summary>
    public void WriteProperties(Utf8JsonWriter json)
    {
        foreach (var (name, value) in _properties ?? [])
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
    }

    private void Fill(StringBuilder text, ReadOnlySpan<char> placeholder, object?[] arguments, ref int position)
    {
        var inside = placeholder[1..^1].TrimStart('@');
        var colon = inside.IndexOf(':');
        var name = colon < 0 ? inside : inside[..colon];
        var numbered = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        if (!numbered)
        {
            index = position++;
        }

        if (index >= arguments.Length)
        {
            text.Append(placeholder);
            return;
        }

        var argument = arguments[index];
        text.Append(argument is IFormattable formattable
            ? formattable.ToString(colon < 0 ? null : inside[(colon + 1)..].ToString(), CultureInfo.InvariantCulture)
            : argument?.ToString());
        if (!numbered && argument is not null && !IsReserved(name))
        {
            _properties!.Add(new(name.ToString(), argument));
        }
    }

    private static bool IsReserved(ReadOnlySpan<char> name) =>
        name is "timestamp" or "level" or "requestId" or "message" or "errorType" or "errorMessage" or "stackTrace" or "cause";

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case byte or sbyte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case DateTime time: json.WriteStringValue(time); break;
            case DateTimeOffset time: json.WriteStringValue(time); break;
            case IList list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                break;
            default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Orders.Json;
using Orders.Model;

namespace Orders.Validation;

/// <summary>Reads the value of one field and records its errors. A value of another type is skipped completely.</summary>
internal readonly ref struct FieldValue(OrderFields fields, string field)
{
    public string? Text(ref Utf8JsonReader reader, int minLength, int maxLength, TextRule rule)
    {
        if (!TryText(ref reader, out var text))
        {
            return null;
        }

        if (JsonText.Characters(text) is var length && (length < minLength || length > maxLength))
        {
            return Refuse(ErrorCodes.Length, $"must have {minLength} to {maxLength} characters");
        }

        return rule switch
        {
            TextRule.PrintableAscii when !JsonText.IsPrintableAscii(text) =>
                Refuse(ErrorCodes.Characters, "must be of printable ASCII characters"),
            TextRule.NoControls or TextRule.Email when JsonText.HasControl(text) =>
                Refuse(ErrorCodes.Characters, "must have no control characters"),
            TextRule.Email when !LooksLikeEmail(text) => Refuse(ErrorCodes.Format, "must look like name@example.com"),
            _ => text,
        };
    }

    public int? Integer(ref Utf8JsonReader reader, int max)
    {
        var rule = string.Create(CultureInfo.InvariantCulture, $"must be an integer from 1 to {max:N0}");
        // An integer must be written as digits: 2.0 and 1e3 are integers too, but no sender writes a quantity like that.
        if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan.ContainsAny(".eE"u8))
        {
            reader.Skip();
            Refuse(ErrorCodes.Type, rule);
            return null;
        }

        if (reader.TryGetInt32(out var value) && value >= 1 && value <= max)
        {
            return value;
        }

        Refuse(ErrorCodes.Range, rule);
        return null;
    }

    public OrderId? OrderId(ref Utf8JsonReader reader)
    {
        if (!TryText(ref reader, out var text))
        {
            return null;
        }

        if (Model.OrderId.TryParse(text, out var id))
        {
            return id;
        }

        Refuse(ErrorCodes.Format, "must be a UUID, as 01934f5e-7c00-7000-8000-000000000000");
        return null;
    }

    public DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        if (!TryText(ref reader, out var text))
        {
            return null;
        }

        if (Timestamp.TryParse(text, out var time))
        {
            return time;
        }

        Refuse(ErrorCodes.Format, "must be an RFC 3339 date and time with its offset, as 2026-11-23T22:28:00Z");
        return null;
    }

    public OrderStatus Status(ref Utf8JsonReader reader)
    {
        if (!TryText(ref reader, out var text))
        {
            return default;
        }

        if (!OrderStatusNames.TryParse(text, out var status))
        {
            Refuse(ErrorCodes.Value, $"must be one of {OrderStatusNames.All}");
        }

        return status;
    }

    private bool TryText(ref Utf8JsonReader reader, out string text)
    {
        text = "";
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            Refuse(ErrorCodes.Type, "must be a string");
            return false;
        }

        if (!JsonText.TryGet(in reader, out text))
        {
            Refuse(ErrorCodes.Encoding, "must be valid Unicode: no lone surrogates");
            return false;
        }

        return true;
    }

    // One @ with text before it, and after it a dot that is neither first nor last; no white space. The schema says the same.
    private static bool LooksLikeEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || text.LastIndexOf('@') != at || text.Any(char.IsWhiteSpace))
        {
            return false;
        }

        var domain = text.AsSpan(at + 1);
        return domain.Length >= 3 && domain[1..^1].Contains('.');
    }

    private string? Refuse(string code, string rule)
    {
        fields.Add(field, code, rule);
        return null;
    }
}

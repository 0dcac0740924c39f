using System.Text.Json;
using Orders.Json;
using Orders.Model;

namespace Orders.Validation;

/// <summary>
/// The fields of one input object. Each is read and checked separately, and all errors are recorded. Which fields are allowed and required is
/// decided afterwards, because the field that determines it may come last.
/// </summary>
internal sealed class OrderFields
{
    private readonly List<FieldError> _errors = [];
    private readonly List<OrderField> _seen = [];

    public string? Type { get; set; }
    public OrderId? OrderId { get; set; }
    public string? IdempotencyKey { get; set; }
    public string? Owner { get; set; }
    public string? Source { get; set; }
    public DateTimeOffset? PlacedAt { get; set; }
    public OrderStatus Status { get; set; }
    public int? ExpectedVersion { get; set; }
    public string? Reason { get; set; }
    public int OlderThanHours { get; set; }

    /// <summary>The content, complete once <see cref="Check"/> has found no error.</summary>
    public OrderContent Content { get; set; } = OrderContent.Blank;

    /// <summary>The errors in the order in which they were found; at most <see cref="FieldError.Most"/>.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Reads the value at the reader's position to its end, whatever it is.</summary>
    /// <exception cref="JsonException">The JSON itself is malformed.</exception>
    public static OrderFields Read(ref Utf8JsonReader reader)
    {
        var fields = new OrderFields();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fields.Add(FieldError.Body, ErrorCodes.Type, "must be a JSON object");
            reader.Skip();
            return fields;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = OrderField.Match(in reader);
            if (field is null)
            {
                fields.Add(JsonText.DisplayName(in reader), ErrorCodes.UnknownField, "is not a field of this input");
                reader.Skip();
            }
            else if (fields.Has(field))
            {
                fields.Add(field, ErrorCodes.DuplicateField, "must be given once");
                reader.Skip();
            }
            else
            {
                fields._seen.Add(field);
                reader.Read();
                field.Read(ref reader, fields);
            }
        }

        return fields;
    }

    /// <summary>Whether the input has the field.</summary>
    public bool Has(OrderField field) => _seen.Contains(field);

    /// <summary>Records each field that is present but not allowed, and each that is required but missing.</summary>
    public void Check(OrderField[] allowed, OrderField[] required, string input)
    {
        foreach (var field in _seen.Where(field => !allowed.Contains(field)))
        {
            // A field that must be left out needs no other error.
            _errors.RemoveAll(error => error.Field == field.Name || error.Field.StartsWith($"{field.Name}.", StringComparison.Ordinal));
            Add(field, ErrorCodes.UnknownField, $"is not a field of {input}");
        }

        foreach (var field in required.Where(field => !Has(field)))
        {
            Add(field, ErrorCodes.Required, "must be given");
        }
    }

    public void Add(OrderField field, string code, string rule) => Add(field.Name, code, rule);

    public void Add(string field, string code, string rule)
    {
        if (_errors.Count < FieldError.Most)
        {
            _errors.Add(new FieldError(field, code, rule));
        }
    }
}

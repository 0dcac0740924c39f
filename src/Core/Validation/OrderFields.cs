using System.Text.Json;
using Orders.Json;
using Orders.Model;

namespace Orders.Validation;

/// <summary>
/// The fields of one input object, each read and checked on its own, with everything that is wrong noted. Which of them the
/// input may and must have is decided afterwards, because the field that says so may come last.
/// </summary>
internal sealed class OrderFields
{
    private readonly List<FieldError> _errors = [];

    public OrderField Seen { get; private set; }
    public string? Type { get; private set; }
    public OrderId? OrderId { get; private set; }
    public string? IdempotencyKey { get; private set; }
    public string? Owner { get; private set; }
    public string? Source { get; private set; }
    public DateTimeOffset? PlacedAt { get; private set; }
    public string? Item { get; private set; }
    public int Quantity { get; private set; }
    public string? CustomerName { get; private set; }
    public string? CustomerEmail { get; private set; }
    public IReadOnlyDictionary<string, string>? Metadata { get; private set; }
    public OrderStatus Status { get; private set; }
    public int? ExpectedVersion { get; private set; }
    public string? Reason { get; private set; }
    public int OlderThanHours { get; private set; }

    /// <summary>What is wrong, in the order it was found; at most <see cref="FieldError.Most"/> things.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Reads the value the reader stands on, to its end, whatever it is.</summary>
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
            var field = OrderFieldNames.Match(in reader);
            if (field == OrderField.None)
            {
                fields.Add(JsonText.DisplayName(in reader), ErrorCodes.UnknownField, "is not a field of this input");
                reader.Skip();
            }
            else if (fields.Seen.HasFlag(field))
            {
                fields.Add(field, ErrorCodes.DuplicateField, "must be given once");
                reader.Skip();
            }
            else
            {
                fields.Seen |= field;
                reader.Read();
                fields.ReadValue(ref reader, field);
            }
        }

        return fields;
    }

    /// <summary>Notes each field that is there but not allowed, and each that is required but not there.</summary>
    public void Check(OrderField allowed, OrderField required, string input)
    {
        foreach (var field in OrderFieldNames.Each(Seen & ~allowed))
        {
            // What must be left out needs no other rule.
            _errors.RemoveAll(error => error.Field == OrderFieldNames.NameOf(field) || error.Field.StartsWith($"{OrderFieldNames.NameOf(field)}.", StringComparison.Ordinal));
            Add(field, ErrorCodes.UnknownField, $"is not a field of {input}");
        }

        foreach (var field in OrderFieldNames.Each(required & ~Seen))
        {
            Add(field, ErrorCodes.Required, "must be given");
        }
    }

    public void Add(OrderField field, string code, string rule) => Add(OrderFieldNames.NameOf(field), code, rule);

    public void Add(string field, string code, string rule)
    {
        if (_errors.Count < FieldError.Most)
        {
            _errors.Add(new FieldError(field, code, rule));
        }
    }

    /// <summary>The content, once <see cref="Check"/> has found nothing wrong.</summary>
    public OrderContent ToContent() => new()
    {
        Item = Item!,
        Quantity = Quantity,
        CustomerName = CustomerName ?? OrderLimits.DefaultCustomerName,
        CustomerEmail = CustomerEmail,
        Metadata = Metadata ?? OrderContent.NoMetadata,
    };

    private void ReadValue(ref Utf8JsonReader reader, OrderField field)
    {
        var value = new FieldValue(this, field);
        switch (field)
        {
            case OrderField.Type:
                Type = value.Text(ref reader, 1, 64, TextRule.NoControls);
                break;
            case OrderField.OrderId:
                OrderId = value.OrderId(ref reader);
                break;
            case OrderField.IdempotencyKey:
                IdempotencyKey = value.Text(ref reader, 1, OrderLimits.IdempotencyKeyCharacters, TextRule.PrintableAscii);
                break;
            case OrderField.Owner:
                Owner = value.Text(ref reader, 1, OrderLimits.OwnerCharacters, TextRule.PrintableAscii);
                break;
            case OrderField.Source:
                Source = value.Text(ref reader, 1, OrderLimits.OwnerCharacters, TextRule.PrintableAscii);
                break;
            case OrderField.PlacedAt:
                PlacedAt = value.Time(ref reader);
                break;
            case OrderField.Item:
                Item = value.Text(ref reader, 1, OrderLimits.ItemCharacters, TextRule.NoControls);
                break;
            case OrderField.Quantity:
                Quantity = value.Integer(ref reader, 1, OrderLimits.Quantity) ?? 0;
                break;
            case OrderField.CustomerName:
                CustomerName = value.Text(ref reader, 0, OrderLimits.CustomerNameCharacters, TextRule.NoControls);
                break;
            case OrderField.CustomerEmail:
                CustomerEmail = value.Text(ref reader, 1, OrderLimits.CustomerEmailCharacters, TextRule.Email);
                break;
            case OrderField.Metadata:
                Metadata = MetadataReader.Read(ref reader, this);
                break;
            case OrderField.Status:
                Status = value.Status(ref reader);
                break;
            case OrderField.ExpectedVersion:
                ExpectedVersion = value.Integer(ref reader, 1, int.MaxValue);
                break;
            case OrderField.Reason:
                Reason = value.Text(ref reader, 1, OrderLimits.ReasonCharacters, TextRule.NoControls);
                break;
            case OrderField.OlderThanHours:
                OlderThanHours = value.Integer(ref reader, 1, OrderLimits.ExpiryHours) ?? 0;
                break;
        }
    }
}

using System.Text;
using System.Text.Json;
using Orders.Json;
using Orders.Model;

namespace Orders.Validation;

/// <summary>A field of an input: its name, and how its value is read.</summary>
internal sealed class OrderField
{
    public static readonly OrderField Type = new("type", static (ref reader, value, fields) => fields.Type = value.Text(ref reader, 1, 64, TextRule.NoControls));

    public static readonly OrderField OrderId = new("order_id", static (ref reader, value, fields) => fields.OrderId = value.OrderId(ref reader));

    public static readonly OrderField IdempotencyKey = new(
        "idempotency_key",
        static (ref reader, value, fields) => fields.IdempotencyKey = value.Text(ref reader, 1, OrderLimits.IdempotencyKeyCharacters, TextRule.PrintableAscii));

    public static readonly OrderField Owner = new(
        "owner", static (ref reader, value, fields) => fields.Owner = value.Text(ref reader, 1, OrderLimits.OwnerCharacters, TextRule.PrintableAscii));

    public static readonly OrderField Source = new(
        "source", static (ref reader, value, fields) => fields.Source = value.Text(ref reader, 1, OrderLimits.OwnerCharacters, TextRule.PrintableAscii));

    public static readonly OrderField PlacedAt = new("placed_at", static (ref reader, value, fields) => fields.PlacedAt = value.Time(ref reader));

    public static readonly OrderField Status = new("status", static (ref reader, value, fields) => fields.Status = value.Status(ref reader));

    public static readonly OrderField ExpectedVersion = new(
        "expected_version", static (ref reader, value, fields) => fields.ExpectedVersion = value.Integer(ref reader, int.MaxValue));

    public static readonly OrderField Reason = new(
        "reason", static (ref reader, value, fields) => fields.Reason = value.Text(ref reader, 1, OrderLimits.ReasonCharacters, TextRule.NoControls));

    public static readonly OrderField OlderThanHours = new(
        "older_than_hours", static (ref reader, value, fields) => fields.OlderThanHours = value.Integer(ref reader, OrderLimits.ExpiryHours) ?? 0);

    /// <summary>The fields of the content.</summary>
    public static readonly OrderField[] Content = [.. ContentFields.All.Select(Of)];

    /// <summary>The required fields of <see cref="Content"/>.</summary>
    public static readonly OrderField[] RequiredContent = [.. ContentFields.All.Zip(Content).Where(static pair => pair.First.IsRequired).Select(static pair => pair.Second)];

    /// <summary>The fields of <c>POST /orders</c>.</summary>
    public static readonly OrderField[] HttpOrder = [IdempotencyKey, .. Content];

    /// <summary>The fields of <c>PUT /orders/{order_id}</c>.</summary>
    public static readonly OrderField[] HttpStatus = [Status, Reason];

    /// <summary>The fields of an <c>order.place</c> message.</summary>
    public static readonly OrderField[] PlaceMessage = [Type, OrderId, IdempotencyKey, Owner, Source, PlacedAt, .. Content];

    /// <summary>The fields of an <c>order.change_status</c> message.</summary>
    public static readonly OrderField[] ChangeStatusMessage = [Type, OrderId, Status, ExpectedVersion, Reason];

    /// <summary>The fields of an <c>order.expire_pending</c> message.</summary>
    public static readonly OrderField[] ExpirePendingMessage = [Type, OlderThanHours];

    private static readonly OrderField[] All = [.. PlaceMessage.Union(ChangeStatusMessage).Union(ExpirePendingMessage)];

    private readonly byte[] _utf8Name;
    private readonly ValueReader _read;

    private OrderField(string name, ValueReader read)
    {
        Name = name;
        _utf8Name = Encoding.UTF8.GetBytes(name);
        _read = read;
    }

    private delegate void ValueReader(ref Utf8JsonReader reader, FieldValue value, OrderFields fields);

    public string Name { get; }

    /// <summary>Returns the field whose name is at the reader's position; null for any other name.</summary>
    public static OrderField? Match(ref readonly Utf8JsonReader reader)
    {
        // Escaped names are rare, and comparing one with a lone surrogate would throw.
        if (reader.ValueIsEscaped)
        {
            return JsonText.TryGet(in reader, out var text) ? Array.Find(All, field => field.Name == text) : null;
        }

        foreach (var field in All)
        {
            if (reader.ValueSpan.SequenceEqual(field._utf8Name))
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>Whether a field has this name.</summary>
    public static bool IsKnown(string name) => Array.Exists(All, field => field.Name == name);

    /// <summary>Reads the field's value at the reader's position, and records its errors.</summary>
    public void Read(ref Utf8JsonReader reader, OrderFields fields) => _read(ref reader, new FieldValue(fields, Name), fields);

    private static OrderField Of(ContentField field) => new(field.Name, field switch
    {
        TextField text => (ref reader, value, fields) =>
        {
            if (value.Text(ref reader, text.MinCharacters, text.MaxCharacters, text.Rule) is { } read)
            {
                fields.Content = text.With(fields.Content, read);
            }
        },
        NumberField number => (ref reader, value, fields) =>
        {
            if (value.Integer(ref reader, number.Max) is { } read)
            {
                fields.Content = number.With(fields.Content, read);
            }
        },
        PairsField pairs => (ref reader, _, fields) =>
        {
            if (PairsReader.Read(ref reader, fields, pairs.Name) is { } read)
            {
                fields.Content = pairs.With(fields.Content, read);
            }
        },
        _ => throw new InvalidOperationException($"{field.Name} is of no known kind."),
    });
}

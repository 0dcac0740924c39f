using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Orders.Model;

namespace Orders.Storage;

/// <summary>Reads an order from a row, or from a row's image in the stream.</summary>
public static class OrderRowReader
{
    /// <summary>Reads one row. Never throws, whatever the row contains.</summary>
    /// <param name="row">The row.</param>
    /// <param name="order">The order.</param>
    /// <param name="unreadable">The row's key, and the first attribute that is missing or not as <see cref="OrdersTable"/> defines it.</param>
    /// <returns>Whether the row is a valid order.</returns>
    public static bool TryRead<TValue, TValues>(
        IReadOnlyDictionary<string, TValue> row, [NotNullWhen(true)] out Order? order, [NotNullWhen(false)] out UnreadableRow? unreadable)
        where TValues : IAttributeValues<TValue>
    {
        var fields = new RowFields<TValue, TValues>(row);
        order = new Order
        {
            Id = fields.Id(),
            Content = fields.Content(),
            ContentHash = new ContentHash(fields.Text(OrdersTable.ContentHash)),
            Owner = fields.Text(OrdersTable.Owner),
            IdempotencyKey = fields.OptionalText(OrdersTable.IdempotencyKey),
            Status = fields.Status(),
            CreatedAt = fields.Time(OrdersTable.CreatedAt),
            AcceptedAt = fields.Time(row.ContainsKey(OrdersTable.AcceptedAt) ? OrdersTable.AcceptedAt : OrdersTable.CreatedAt),
            UpdatedAt = fields.Time(OrdersTable.UpdatedAt),
            Version = fields.Number(OrdersTable.Version),
            History = fields.History(),
            ErasedAt = row.ContainsKey(OrdersTable.ErasedAt) ? fields.Time(OrdersTable.ErasedAt) : null,
            RemoveAfter = fields.OptionalSeconds(OrdersTable.RemoveAfter),
            TraceParent = fields.OptionalText(TraceParent.Name),
        };
        unreadable = fields.Fault is { } attribute ? UnreadableRow.Of<TValue, TValues>(row, attribute) : null;
        order = unreadable is null ? order : null;
        return order is not null;
    }

    /// <summary>Reads one row that must be a valid order.</summary>
    /// <exception cref="UnreadableRowException">The row is not a valid order.</exception>
    public static Order Read<TValue, TValues>(IReadOnlyDictionary<string, TValue> row)
        where TValues : IAttributeValues<TValue> =>
        TryRead<TValue, TValues>(row, out var order, out var unreadable) ? order : throw new UnreadableRowException(unreadable);

    /// <summary>The attributes of one row, each read separately; the first that breaks its rule is recorded.</summary>
    private ref struct RowFields<TValue, TValues>(IReadOnlyDictionary<string, TValue> row)
        where TValues : IAttributeValues<TValue>
    {
        private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

        public string? Fault { get; private set; }

        public OrderId Id() => OrderKey.TryRead(OptionalText(OrdersTable.OrderId), out var id) ? id : Fail<OrderId>(OrdersTable.OrderId);

        public string Text(string name) => OptionalText(name) ?? Fail<string>(name) ?? "";

        public string? OptionalText(string name) => row.TryGetValue(name, out var value) ? TValues.Text(value) ?? Fail<string>(name) : null;

        // Less than int.MaxValue, because the event of a removal has the row's version plus one.
        public int Number(string name) =>
            row.TryGetValue(name, out var value)
            && int.TryParse(TValues.Number(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < int.MaxValue
                ? number
                : Fail<int>(name);

        public DateTimeOffset? OptionalSeconds(string name)
        {
            if (!row.TryGetValue(name, out var value))
            {
                return null;
            }

            return long.TryParse(TValues.Number(value), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxSeconds
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : Fail<DateTimeOffset?>(name);
        }

        public OrderStatus Status() => OrderStatusNames.TryParse(OptionalText(OrdersTable.Status), out var status) ? status : Fail<OrderStatus>(OrdersTable.Status);

        public DateTimeOffset Time(string name) => Timestamp.TryParse(OptionalText(name), out var time) ? time : Fail<DateTimeOffset>(name);

        public OrderContent Content()
        {
            var isErased = row.ContainsKey(OrdersTable.ErasedAt);
            var content = OrderContent.Blank;
            foreach (var field in ContentFields.All)
            {
                content = field switch
                {
                    TextField text => text.With(content, text.IsOptional || (isErased && text.IsPersonal) ? OptionalText(text.Name) : Text(text.Name)),
                    NumberField number => number.With(content, Number(number.Name)),
                    PairsField pairs => pairs.With(content, Pairs(pairs.Name)),
                    _ => content,
                };
            }

            return content;
        }

        private IReadOnlyDictionary<string, string> Pairs(string name)
        {
            if (!row.TryGetValue(name, out var value))
            {
                return OrderContent.NoMetadata;
            }

            var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, text) in TValues.Map(value) ?? Fail<IReadOnlyDictionary<string, TValue>>(name) ?? new Dictionary<string, TValue>())
            {
                pairs[key] = TValues.Text(text) ?? Fail<string>(name) ?? "";
            }

            return pairs;
        }

        public List<StatusChange> History()
        {
            if (!row.TryGetValue(OrdersTable.History, out var value))
            {
                return [];
            }

            var history = new List<StatusChange>();
            foreach (var entry in TValues.List(value) ?? Fail<IReadOnlyList<TValue>>(OrdersTable.History) ?? [])
            {
                var change = new RowFields<TValue, TValues>(TValues.Map(entry) ?? new Dictionary<string, TValue>());
                history.Add(new StatusChange(change.Status(), change.Time(OrdersTable.HistoryAt), change.OptionalText(OrdersTable.HistoryReason)));
                Fault ??= change.Fault is null ? null : OrdersTable.History;
            }

            return history;
        }

        private T? Fail<T>(string attribute)
        {
            Fault ??= attribute;
            return default;
        }
    }
}

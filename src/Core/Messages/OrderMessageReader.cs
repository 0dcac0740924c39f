using System.Buffers;
using System.Text;
using Orders.Model;
using Orders.Validation;

namespace Orders.Messages;

/// <summary>Reads messages on the <c>orders</c> queue, whoever sent them. Never throws on its input.</summary>
public static class OrderMessageReader
{
    /// <summary>The owner of orders whose sender gives neither an owner nor a source.</summary>
    public const string DefaultOwner = "queue";

    private static readonly string PlacedAtRule =
        $"must not be before {Timestamp.Format(OrderLimits.PlacedAtMin)}, nor more than {OrderLimits.PlacedAtMinutesAhead} minutes after the message was sent";

    /// <summary>Reads one message.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="sentAt">
    /// When SQS accepted the message. It is the order's time if the sender gives none, and <c>placed_at</c> is checked against it. It is the same
    /// on every redelivery, and so is the result. Pass the epoch if it is unknown.
    /// </param>
    /// <param name="traceParent">The message attribute <c>traceparent</c>; ignored if it is invalid.</param>
    public static Validated<OrderMessage> Read(string body, DateTimeOffset sentAt, string? traceParent)
    {
        // A larger body is refused unread: valid UTF-8 has at least as many bytes as UTF-16 units.
        if (body.Length > OrderLimits.OrderBytes)
        {
            return Validated<OrderMessage>.Refused(JsonInput.TooLarge(OrderLimits.OrderBytes));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(body.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(body, buffer);
            return Read(buffer.AsSpan(0, length), sentAt, TraceParent.IsValid(traceParent) ? traceParent : null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Validated<OrderMessage> Read(ReadOnlySpan<byte> utf8, DateTimeOffset sentAt, string? traceParent)
    {
        var fields = JsonInput.TryRead(utf8, OrderLimits.OrderBytes, OrderFields.Read, out var error);
        if (error is not null)
        {
            return Validated<OrderMessage>.Refused(error);
        }

        return (fields!.Type ?? MessageTypes.Place) switch
        {
            _ when fields.Errors.Any(static error => error.Field is FieldError.Body or "type") => Validated<OrderMessage>.Refused(fields.Errors),
            MessageTypes.Place => Place(fields, sentAt, traceParent),
            MessageTypes.ChangeStatus => Change(fields, traceParent),
            MessageTypes.ExpirePending => Expire(fields),
            _ => Validated<OrderMessage>.Refused(new FieldError(
                "type", ErrorCodes.Value, $"must be one of {MessageTypes.Place}, {MessageTypes.ChangeStatus}, {MessageTypes.ExpirePending}")),
        };
    }

    private static Validated<OrderMessage> Place(OrderFields fields, DateTimeOffset sentAt, string? traceParent)
    {
        fields.Check(OrderField.PlaceMessage, OrderField.RequiredContent, MessageTypes.Place);
        if (!fields.Has(OrderField.IdempotencyKey) && !fields.Has(OrderField.OrderId))
        {
            fields.Add(OrderField.IdempotencyKey, ErrorCodes.Required, "or order_id must be given: an SQS message id changes on redrive, so it is never a key");
        }

        var owner = fields.Owner ?? fields.Source ?? DefaultOwner;
        OrderId? derived = fields.IdempotencyKey is { } key ? OrderId.FromKey(owner, key) : null;
        if (derived is not null && fields.OrderId is not null && derived != fields.OrderId)
        {
            fields.Add(OrderField.OrderId, ErrorCodes.Mismatch, "must be the id derived from owner and idempotency_key, or be left out");
        }

        if (fields.PlacedAt is { } placedAt && (placedAt < OrderLimits.PlacedAtMin || IsAhead(placedAt, sentAt)))
        {
            fields.Add(OrderField.PlacedAt, ErrorCodes.Range, PlacedAtRule);
        }

        if (fields.Errors.Count > 0)
        {
            return Validated<OrderMessage>.Refused(fields.Errors);
        }

        var acceptedAt = Timestamp.ToMilliseconds(sentAt);
        var createdAt = fields.PlacedAt ?? acceptedAt;
        return new PlaceOrder(new Order
        {
            Id = (derived ?? fields.OrderId)!.Value,
            Content = fields.Content,
            ContentHash = ContentHash.Of(fields.Content),
            Owner = owner,
            IdempotencyKey = fields.IdempotencyKey,
            CreatedAt = createdAt,
            AcceptedAt = sentAt > DateTimeOffset.UnixEpoch ? acceptedAt : createdAt,
            UpdatedAt = createdAt,
            TraceParent = traceParent,
        });
    }

    // A difference cannot overflow the calendar; a sum could.
    private static bool IsAhead(DateTimeOffset placedAt, DateTimeOffset sentAt) =>
        sentAt > DateTimeOffset.UnixEpoch && placedAt - sentAt > TimeSpan.FromMinutes(OrderLimits.PlacedAtMinutesAhead);

    private static Validated<OrderMessage> Change(OrderFields fields, string? traceParent)
    {
        fields.Check(OrderField.ChangeStatusMessage, required: [OrderField.OrderId, OrderField.Status], MessageTypes.ChangeStatus);
        return fields.Errors.Count > 0
            ? Validated<OrderMessage>.Refused(fields.Errors)
            : new ChangeStatus(fields.OrderId!.Value, fields.Status, fields.ExpectedVersion, fields.Reason, traceParent);
    }

    private static Validated<OrderMessage> Expire(OrderFields fields)
    {
        fields.Check(OrderField.ExpirePendingMessage, required: [OrderField.OlderThanHours], MessageTypes.ExpirePending);
        return fields.Errors.Count > 0
            ? Validated<OrderMessage>.Refused(fields.Errors)
            : new ExpirePending(TimeSpan.FromHours(fields.OlderThanHours));
    }
}

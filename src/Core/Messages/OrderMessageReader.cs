using System.Buffers;
using System.Text;
using Orders.Model;
using Orders.Validation;

namespace Orders.Messages;

/// <summary>Reads messages on the <c>orders</c> queue and on the queues of outside senders. Never throws on its input.</summary>
public static class OrderMessageReader
{
    /// <summary>The owner of orders whose sender gives neither an owner nor a source.</summary>
    public const string DefaultOwner = "queue";

    /// <summary>The reason to reject an <c>order.expire_pending</c> of anybody else than the expiry's schedule.</summary>
    public static FieldError ExpiryNotAllowed { get; } =
        new("type", ErrorCodes.SenderNotAllowed, $"must not be {MessageTypes.ExpirePending}: only the role of the expiry schedule may send it");

    private static readonly string[] IdentifyingFields =
        [.. new[] { OrderField.Type, OrderField.OrderId, OrderField.IdempotencyKey, OrderField.Owner, OrderField.Source }.Select(static field => field.Name)];

    private static readonly string PlacedAtRule =
        $"must not be before {Timestamp.Format(OrderLimits.PlacedAtMin)}, nor more than {OrderLimits.PlacedAtMinutesAhead} minutes after the message was sent";

    /// <summary>Reads one message.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="sentAt">
    /// When SQS accepted the message. It is the order's time if the sender gives none, and <c>placed_at</c> is checked against it. It is the same
    /// on every redelivery, and so is the result. Pass the epoch if it is unknown.
    /// </param>
    /// <param name="traceParent">The message attribute <c>traceparent</c>; ignored if it is invalid.</param>
    /// <param name="sender">The outside sender from whose queue the message is: it owns the order, gives a key, and sends no expiry. Null for the
    /// <c>orders</c> queue.</param>
    public static Validated<OrderMessage> Read(string body, DateTimeOffset sentAt, string? traceParent, string? sender = null)
    {
        if (ReadFields(body, out var error) is not { } fields)
        {
            return Validated<OrderMessage>.Refused(error!);
        }

        var trace = TraceParent.IsValid(traceParent) ? traceParent : null;
        return (fields.Type ?? MessageTypes.Place) switch
        {
            _ when fields.Errors.Any(static error => error.Field is FieldError.Body or "type") => Validated<OrderMessage>.Refused(fields.Errors),
            MessageTypes.Place => Place(fields, sentAt, trace, sender),
            MessageTypes.ChangeStatus => Change(fields, trace, sender),
            MessageTypes.ExpirePending when sender is not null => Validated<OrderMessage>.Refused(ExpiryNotAllowed),
            MessageTypes.ExpirePending => Expire(fields),
            _ => Validated<OrderMessage>.Refused(new FieldError(
                "type", ErrorCodes.Value, $"must be one of {MessageTypes.Place}, {MessageTypes.ChangeStatus}, {MessageTypes.ExpirePending}")),
        };
    }

    /// <summary>Returns what identifies the order of a placement, whatever else is invalid in it.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="sender">The outside sender from whose queue the message is; null for the <c>orders</c> queue.</param>
    /// <returns>Null if the message is no placement, or does not identify its order or owner.</returns>
    public static PlacementIdentity? IdentityOfPlacement(string body, string? sender = null)
    {
        // Of an input with too many errors, some are not reported: any field may be invalid.
        if (ReadFields(body, out _) is not { Errors.Count: < FieldError.Most } fields
            || (fields.Type ?? MessageTypes.Place) != MessageTypes.Place
            || fields.Errors.Any(static error => error.Field is FieldError.Body || IdentifyingFields.Contains(error.Field)))
        {
            return null;
        }

        var (owner, derived) = OwnerAndId(fields, sender);
        // An outside sender has no other orders than those of its own keys.
        if (sender is not null && (derived is null || (fields.Owner ?? owner) != owner))
        {
            return null;
        }

        return (derived ?? fields.OrderId) is { } id && (fields.OrderId ?? id) == id ? new PlacementIdentity(id, owner, fields.IdempotencyKey) : null;
    }

    private static OrderFields? ReadFields(string body, out FieldError? error)
    {
        // A larger body is refused unread: valid UTF-8 has at least as many bytes as UTF-16 units.
        if (body.Length > OrderLimits.OrderBytes)
        {
            error = JsonInput.TooLarge(OrderLimits.OrderBytes);
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(body.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(body, buffer);
            return JsonInput.TryRead(buffer.AsSpan(0, length), OrderLimits.OrderBytes, OrderFields.Read, out error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (string Owner, OrderId? Derived) OwnerAndId(OrderFields fields, string? sender)
    {
        var owner = sender ?? fields.Owner ?? fields.Source ?? DefaultOwner;
        return (owner, fields.IdempotencyKey is { } key ? OrderId.FromKey(owner, key) : null);
    }

    private static Validated<OrderMessage> Place(OrderFields fields, DateTimeOffset sentAt, string? traceParent, string? sender)
    {
        fields.Check(OrderField.PlaceMessage, OrderField.RequiredContent, MessageTypes.Place);
        if (sender is not null)
        {
            CheckSender(fields, sender);
        }
        else if (!fields.Has(OrderField.IdempotencyKey) && !fields.Has(OrderField.OrderId))
        {
            fields.Add(OrderField.IdempotencyKey, ErrorCodes.Required, "or order_id must be given: an SQS message id changes on redrive, so it is never a key");
        }

        var (owner, derived) = OwnerAndId(fields, sender);
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

    private static void CheckSender(OrderFields fields, string sender)
    {
        if (fields.Owner is { } owner && owner != sender)
        {
            fields.Add(OrderField.Owner, ErrorCodes.SenderNotAllowed, $"must be {sender} or left out: the sender of this queue owns its orders");
        }

        // Of two senders that choose the same id, one would take the other's: the id of a key contains its owner.
        if (!fields.Has(OrderField.IdempotencyKey))
        {
            fields.Add(OrderField.IdempotencyKey, ErrorCodes.Required, "must be given: the order's id is derived from the sender and its key");
        }
    }

    // A difference cannot overflow the calendar; a sum could.
    private static bool IsAhead(DateTimeOffset placedAt, DateTimeOffset sentAt) =>
        sentAt > DateTimeOffset.UnixEpoch && placedAt - sentAt > TimeSpan.FromMinutes(OrderLimits.PlacedAtMinutesAhead);

    private static Validated<OrderMessage> Change(OrderFields fields, string? traceParent, string? sender)
    {
        fields.Check(OrderField.ChangeStatusMessage, required: [OrderField.OrderId, OrderField.Status], MessageTypes.ChangeStatus);
        return fields.Errors.Count > 0
            ? Validated<OrderMessage>.Refused(fields.Errors)
            : new ChangeStatus(fields.OrderId!.Value, fields.Status, fields.ExpectedVersion, fields.Reason, traceParent, sender);
    }

    private static Validated<OrderMessage> Expire(OrderFields fields)
    {
        fields.Check(OrderField.ExpirePendingMessage, required: [OrderField.OlderThanHours], MessageTypes.ExpirePending);
        return fields.Errors.Count > 0
            ? Validated<OrderMessage>.Refused(fields.Errors)
            : new ExpirePending(TimeSpan.FromHours(fields.OlderThanHours));
    }
}

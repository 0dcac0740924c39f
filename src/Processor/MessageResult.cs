using Orders.Validation;

namespace Orders.Processor;

/// <summary>The outcome of a message.</summary>
public enum Disposition
{
    /// <summary>The message is retried later. Every message starts with it, so that a forgotten path retries and never loses it.</summary>
    ReturnedForRetry,

    /// <summary>The order was written.</summary>
    Placed,

    /// <summary>The order's status was changed.</summary>
    Changed,

    /// <summary>The due orders were expired.</summary>
    Expired,

    /// <summary>The message is a repeat; there was nothing to do.</summary>
    Duplicate,

    /// <summary>The message can never be processed: it is dead-lettered with its reason.</summary>
    Rejected,
}

/// <summary>The result of one message.</summary>
/// <param name="Disposition">The outcome.</param>
/// <param name="Reason">For a rejected message the rule that it breaks; for an early message the reason if it waits too long.</param>
/// <param name="Cause">Why it is retried, as a code for logs.</param>
public readonly record struct MessageResult(Disposition Disposition, FieldError? Reason = null, string? Cause = null)
{
    /// <summary>The cause of a change whose order does not exist: its placement may be on the queue.</summary>
    public const string AwaitsPlacement = nameof(AwaitsPlacement);

    /// <summary>The cause of a change that is legal only after another change, which may be on the queue.</summary>
    public const string AwaitsPredecessor = nameof(AwaitsPredecessor);

    /// <summary>The cause of a message behind one of its group that was not processed, and for which it has to wait.</summary>
    public const string BehindAnother = nameof(BehindAnother);

    /// <summary>The cause of a message that triggered a bug.</summary>
    public const string Unexpected = nameof(Unexpected);

    /// <summary>The cause of a rejected message so large that its reason does not fit: it is retried until SQS dead-letters it, complete but without
    /// a reason.</summary>
    public const string TooLargeForAReason = nameof(TooLargeForAReason);

    /// <summary>Whether the message is retried because a dependency is unavailable, and not because of its content or another message.</summary>
    public bool IsHeldUpByADependency =>
        Disposition == Disposition.ReturnedForRetry && Cause is not (AwaitsPlacement or AwaitsPredecessor or BehindAnother or Unexpected or TooLargeForAReason);

    /// <summary>Whether the message waits for another one of its order.</summary>
    public bool IsEarly => Disposition == Disposition.ReturnedForRetry && Reason is not null;

    /// <summary>Returns the result of a message that can never be processed.</summary>
    public static MessageResult Reject(string field, string code, string rule) => new(Disposition.Rejected, new FieldError(field, code, rule));

    /// <summary>Returns the result of a message that waits for another one of its order, and is rejected if it waits too long.</summary>
    public static MessageResult Early(string cause, FieldError reason) => new(Disposition.ReturnedForRetry, reason, cause);

    /// <summary>Returns the result of a message that is retried.</summary>
    public static MessageResult ReturnForRetry(string cause) => new(Disposition.ReturnedForRetry, Cause: cause);
}

using Orders.Validation;

namespace Orders.Processor;

/// <summary>What becomes of a message.</summary>
public enum Disposition
{
    /// <summary>It comes again later. Every message starts so: a forgotten path retries, it never loses.</summary>
    ReturnedForRetry,

    /// <summary>Its order was written.</summary>
    Placed,

    /// <summary>Its order was moved.</summary>
    Changed,

    /// <summary>The orders it was about were expired.</summary>
    Expired,

    /// <summary>It is a repeat; there was nothing to do.</summary>
    Duplicate,

    /// <summary>It can never be done: it goes to the dead-letter queue with its reason.</summary>
    Rejected,
}

/// <summary>What becomes of one message, and why.</summary>
/// <param name="Disposition">What.</param>
/// <param name="Reason">What is wrong with it if it is rejected; for an early message, what it is rejected for if it waits too long.</param>
/// <param name="Cause">Why it is handed back, as a code for logs.</param>
public readonly record struct MessageResult(Disposition Disposition, FieldError? Reason = null, string? Cause = null)
{
    /// <summary>The cause of a change whose order is not there: its placement may be on the way.</summary>
    public const string AwaitsPlacement = nameof(AwaitsPlacement);

    /// <summary>The cause of a change that is legal only after another change, which may be on the way.</summary>
    public const string AwaitsPredecessor = nameof(AwaitsPredecessor);

    /// <summary>The cause of a message that stands behind one of its group that was not done: what that one waits for, it waits for.</summary>
    public const string BehindAnother = nameof(BehindAnother);

    /// <summary>The cause of a message that revealed a bug of ours.</summary>
    public const string Unexpected = nameof(Unexpected);

    /// <summary>The cause of a rejected message so large that its reason does not fit: it waits for SQS to move it, whole but without a reason.</summary>
    public const string TooLargeForAReason = nameof(TooLargeForAReason);

    /// <summary>Whether the message comes again because a dependency is away, and not because of what it is or waits for.</summary>
    public bool IsHeldUpByADependency =>
        Disposition == Disposition.ReturnedForRetry && Cause is not (AwaitsPlacement or AwaitsPredecessor or BehindAnother or Unexpected or TooLargeForAReason);

    /// <summary>Whether the message waits for another one of its order.</summary>
    public bool IsEarly => Disposition == Disposition.ReturnedForRetry && Reason is not null;

    /// <summary>A message that can never be done.</summary>
    public static MessageResult Reject(string field, string code, string rule) => new(Disposition.Rejected, new FieldError(field, code, rule));

    /// <summary>A message that waits for another one of its order, and is rejected if it waits too long.</summary>
    public static MessageResult Early(string cause, FieldError reason) => new(Disposition.ReturnedForRetry, reason, cause);

    /// <summary>A message that comes again.</summary>
    public static MessageResult ReturnForRetry(string cause) => new(Disposition.ReturnedForRetry, Cause: cause);
}

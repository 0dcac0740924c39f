using Orders.Messages;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;
using Orders.Validation;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>Checks a body in the editor by the Processor's rules.</summary>
internal sealed class BodyCheck
{
    private readonly string _shown;

    private BodyCheck(string shown, string body, IReadOnlyList<FieldError> errors, OrderMessage? message) =>
        (_shown, Body, Errors, Message) = (shown, body, errors, message);

    /// <summary>The body as it would be sent.</summary>
    public string Body { get; }

    /// <summary>Whether every masked value in it is known.</summary>
    public bool IsUncovered { get; private init; } = true;

    /// <summary>The rules that it breaks.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>The message that it contains; null if it breaks a rule.</summary>
    public OrderMessage? Message { get; }

    /// <summary>Checks a body.</summary>
    /// <param name="letter">The message whose body was edited.</param>
    /// <param name="edited">The editor's text.</param>
    /// <param name="isCovered">Whether the editor masks personal data.</param>
    /// <param name="now">The time for which it is validated.</param>
    public static BodyCheck Of(Letter letter, string edited, bool isCovered, DateTimeOffset now)
    {
        var body = edited;
        if (isCovered && !new CoveredText(letter.Message.Body).TryUncover(edited, out body))
        {
            return new BodyCheck(edited, edited, [new FieldError(
                FieldError.Body, ErrorCodes.Value, "has a masked value that is not in this message: show personal data to enter another one")], null)
            {
                IsUncovered = false,
            };
        }

        var read = letter.Validate(body, now);
        return new BodyCheck(edited, body, read.Errors, read.Value);
    }

    /// <summary>The answer for the editor.</summary>
    public BodyCheckJson Answer => new(
        Errors.Count == 0,
        Message is null ? "" : Describe(Message),
        Errors.Select(error => new FieldErrorJson(error.Field, error.Code, error.Message, BodyLines.Of(_shown, error.Field))));

    private static string Describe(OrderMessage message) => message switch
    {
        PlaceOrder place => $"Places order {place.Order.Id}.",
        ChangeStatus change => $"Changes order {change.OrderId} to {change.Status.ToWire()}.",
        ExpirePending expire => $"Expires orders that have been pending for more than {Counted.Of((long)expire.OlderThan.TotalHours, "hour")}.",
        _ => "",
    };
}

/// <summary>The editor's answer.</summary>
/// <param name="Valid">Whether the Processor would accept the body.</param>
/// <param name="Asks">What it asks for, as a sentence; empty if it breaks a rule.</param>
/// <param name="Errors">The rules that it breaks.</param>
internal sealed record BodyCheckJson(bool Valid, string Asks, IEnumerable<FieldErrorJson> Errors);

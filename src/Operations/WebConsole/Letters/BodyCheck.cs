using Orders.Messages;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;
using Orders.Validation;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>What the Processor would say of a body that is being edited.</summary>
internal sealed class BodyCheck
{
    private readonly string _shown;

    private BodyCheck(string shown, string body, IReadOnlyList<FieldError> errors, OrderMessage? message) =>
        (_shown, Body, Errors, Message) = (shown, body, errors, message);

    /// <summary>The body as it would be sent.</summary>
    public string Body { get; }

    /// <summary>Whether every e-mail address in it is known.</summary>
    public bool IsUncovered { get; private init; } = true;

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>What it asks for; null where something is wrong.</summary>
    public OrderMessage? Message { get; }

    /// <summary>Checks a body.</summary>
    /// <param name="letter">The message whose body was edited.</param>
    /// <param name="edited">What stands in the editor.</param>
    /// <param name="isCovered">Whether the editor shows no e-mail addresses.</param>
    /// <param name="now">When it would be sent.</param>
    public static BodyCheck Of(Letter letter, string edited, bool isCovered, DateTimeOffset now)
    {
        var body = edited;
        if (isCovered && !new CoveredText(letter.Message.Body).TryUncover(edited, out body))
        {
            return new BodyCheck(edited, edited, [new FieldError(
                FieldError.Body, ErrorCodes.Value, "has a masked e-mail address that is none of this message's: show personal data to write another one")], null)
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
        ChangeStatus change => $"Moves order {change.OrderId} to {change.Status.ToWire()}.",
        ExpirePending expire => $"Expires orders that have been pending for more than {Counted.Of((long)expire.OlderThan.TotalHours, "hour")}.",
        _ => "",
    };
}

/// <summary>The answer for the editor.</summary>
/// <param name="Valid">Whether the Processor would take the body.</param>
/// <param name="Asks">What it asks for, as a sentence; empty where something is wrong.</param>
/// <param name="Errors">What is wrong.</param>
internal sealed record BodyCheckJson(bool Valid, string Asks, IEnumerable<FieldErrorJson> Errors);

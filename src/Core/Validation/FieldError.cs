using Orders.Json;

namespace Orders.Validation;

/// <summary>An error in one field of an input. It names the field and the rule, never the value.</summary>
/// <param name="Field">The field's name in the sender's input; <c>body</c> for the input as a whole.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>, for programs.</param>
/// <param name="Message">The rule, for people: continues the field's name, as in "quantity must be …".</param>
public sealed record FieldError(string Field, string Code, string Message)
{
    /// <summary>The field name for the input as a whole.</summary>
    public const string Body = "body";

    /// <summary>
    /// Maximum errors that are reported for one order. An order of 64 KiB has room for ten thousand wrong names, and 500 of those orders for an
    /// answer larger than Lambda's limit.
    /// </summary>
    public const int Most = 10;

    /// <summary>The field's name for logs, without a sender's text: an unknown name is not shown.</summary>
    public string LoggedField => Field switch
    {
        Body => Field,
        _ when OrderField.IsKnown(Field) => Field,
        _ when Field.StartsWith("metadata.", StringComparison.Ordinal) => "metadata",
        _ => "unknown",
    };

    /// <summary>Creates the error of an unknown field. Its name is the sender's, so it is made safe to show.</summary>
    public static FieldError Unknown(string field, string rule) => new(JsonText.DisplayName(field), ErrorCodes.UnknownField, rule);

    /// <summary>Returns field and rule as a sentence.</summary>
    public override string ToString() => $"{Field} {Message}";
}

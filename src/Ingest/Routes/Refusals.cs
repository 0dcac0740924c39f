using Orders.Ingest.Http;
using Orders.Validation;

namespace Orders.Ingest.Routes;

/// <summary>Answers to input that breaks a rule.</summary>
internal static class Refusals
{
    /// <summary>413 for what is too large as a whole, else 400.</summary>
    public static ApiResponse Of(IReadOnlyList<FieldError> errors, string error) =>
        ApiResponse.Refusal(errors.Any(static detail => detail is { Field: FieldError.Body, Code: ErrorCodes.TooLarge }) ? 413 : 400, error, errors);
}

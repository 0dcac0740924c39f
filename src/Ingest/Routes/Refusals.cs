using Orders.Ingest.Http;
using Orders.Validation;

namespace Orders.Ingest.Routes;

/// <summary>Creates the answers to invalid input.</summary>
internal static class Refusals
{
    /// <summary>Returns 413 if the input as a whole is too large, otherwise 400.</summary>
    public static ApiResponse Of(IReadOnlyList<FieldError> errors, string error) =>
        ApiResponse.Refusal(errors.Any(static detail => detail is { Field: FieldError.Body, Code: ErrorCodes.TooLarge }) ? 413 : 400, error, errors);
}

using Orders.Validation;

namespace Orders.Ingest.Http;

/// <summary>An event breaks a rule of its kind, or is of a kind that the function does not take. Its sender is answered with the rule.</summary>
/// <param name="error">The member of the event, and its rule.</param>
internal sealed class UnreadableEventException(FieldError error) : Exception("The event breaks a rule of its kind.")
{
    /// <summary>The member of the event, and its rule.</summary>
    public FieldError Error { get; } = error;
}

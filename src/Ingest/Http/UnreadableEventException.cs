using Orders.Validation;

namespace Orders.Ingest.Http;

/// <summary>An event breaks a rule of its kind, or is of a kind that the function does not support. The answer names the rule.</summary>
/// <param name="error">The event's member, and its rule.</param>
internal sealed class UnreadableEventException(FieldError error) : Exception("The event breaks a rule of its kind.")
{
    /// <summary>The event's member, and its rule.</summary>
    public FieldError Error { get; } = error;
}

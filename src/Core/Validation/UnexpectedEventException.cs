namespace Orders.Validation;

/// <summary>
/// The function was invoked with another service's event. It processes none of it and fails the invocation, so that the caller retries the event
/// or dead-letters it: if it were acknowledged, its content would be lost.
/// </summary>
/// <param name="received">What was received, without any sender's data.</param>
/// <param name="expected">What the function expects.</param>
public sealed class UnexpectedEventException(string received, string expected)
    : Exception($"Received {received}; the function expects {expected}. Nothing of the event was handled.")
{
    private const int MaxSourceLength = 32;

    /// <summary>Null: the cause is the caller's, and Lambda logs what a function throws.</summary>
    public override string? StackTrace => null;

    /// <summary>Checks the service that each record of an event names. An event without records has nothing that could be lost.</summary>
    /// <param name="sources">The records' <c>eventSource</c>; null if the event has no records member.</param>
    /// <param name="expected">The expected service, for example <c>aws:sqs</c>.</param>
    /// <exception cref="UnexpectedEventException">A record is of another service.</exception>
    public static void ThrowUnlessAllAre(string expected, IEnumerable<string?>? sources)
    {
        var rule = $"an event whose Records all have eventSource {expected}";
        foreach (var source in sources ?? throw new UnexpectedEventException("an event without Records", rule))
        {
            if (source != expected)
            {
                throw new UnexpectedEventException($"a record {Describe(source)}", rule);
            }
        }
    }

    private static string Describe(string? source) => source switch
    {
        null => "without eventSource",
        { Length: <= MaxSourceLength } when source.StartsWith("aws:", StringComparison.Ordinal)
            && source.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is ':' or '-') => $"of {source}",
        _ => "of another source",
    };
}

namespace Orders.Operations.DeadLetters.Editing;

/// <summary>Mends the body of a message.</summary>
internal interface IBodyChange
{
    /// <summary>The edited body; the same if nothing changes.</summary>
    /// <exception cref="UnchangeableBodyException">The body does not have what the change asks for.</exception>
    string Apply(string body);
}

/// <summary>A change cannot be made to a body; the message says why, and nothing of the body.</summary>
internal sealed class UnchangeableBodyException(string message) : Exception(message);

/// <summary>A body that was written anew, as in an editor.</summary>
/// <param name="Body">The body.</param>
internal sealed record NewBody(string Body) : IBodyChange
{
    /// <inheritdoc/>
    public string Apply(string body) => Body;
}

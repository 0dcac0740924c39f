namespace Orders.Operations.DeadLetters.Editing;

/// <summary>Changes the body of a message.</summary>
internal interface IBodyChange
{
    /// <summary>Returns the edited body; the same body if nothing changes.</summary>
    /// <exception cref="UnchangeableBodyException">The body does not have what the change needs.</exception>
    string Apply(string body);
}

/// <summary>A change cannot be applied to a body. The message says why, without the body's content.</summary>
internal sealed class UnchangeableBodyException(string message) : Exception(message);

/// <summary>A replacement body, as from an editor.</summary>
/// <param name="Body">The new body.</param>
internal sealed record NewBody(string Body) : IBodyChange
{
    /// <inheritdoc/>
    public string Apply(string body) => Body;
}

namespace Orders.Operations.Pausing;

/// <summary>An event source mapping of a function: Lambda polls the source and invokes the function.</summary>
/// <param name="Uuid">The mapping's id.</param>
/// <param name="FunctionArn">The function's ARN.</param>
/// <param name="State">Lambda's name of the state, for example <c>Enabled</c>.</param>
/// <param name="LastModified">When it was last changed.</param>
internal sealed record EventSourceMapping(string Uuid, string FunctionArn, string State, DateTimeOffset LastModified)
{
    private const string Disabling = "Disabling";
    private const string Disabled = "Disabled";

    /// <summary>Whether Lambda no longer polls, or is about to stop.</summary>
    public bool IsPaused => State is Disabled or Disabling;

    /// <summary>Whether a change of the state is still going on.</summary>
    public bool IsChanging => State is Disabling or "Enabling" or "Creating" or "Updating";
}

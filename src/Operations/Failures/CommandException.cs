namespace Orders.Operations.Failures;

/// <summary>A command cannot go on; the message tells a person why and what to do.</summary>
internal sealed class CommandException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What the program exits with.</summary>
    public int ExitCode { get; init; } = ExitCodes.CannotRun;
}

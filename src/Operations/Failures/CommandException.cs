namespace Orders.Operations.Failures;

/// <summary>Ends a command; the message says what happened and what to do.</summary>
internal sealed class CommandException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The program's exit code.</summary>
    public int ExitCode { get; init; } = ExitCodes.CannotRun;
}

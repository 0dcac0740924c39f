namespace Orders.Local.Processes;

/// <summary>The unexpected end of a process.</summary>
/// <param name="Name">The process's name.</param>
/// <param name="Status">The exit status; 128 and the signal's number if a signal ended it.</param>
/// <param name="LastOutput">The last lines of its output.</param>
public sealed record ChildProcessExit(string Name, int Status, string LastOutput)
{
    /// <summary>Returns a sentence, followed by the last output.</summary>
    public override string ToString() =>
        $"{Name} ended unexpectedly with status {Status}.{(LastOutput.Length > 0 ? $" Its last output:\n{LastOutput}" : "")}";
}

namespace Orders.Local.Processes;

/// <summary>The end of a process that should have gone on.</summary>
/// <param name="Name">Which process.</param>
/// <param name="Status">Its exit status; 128 and the signal's number where a signal ended it.</param>
/// <param name="LastOutput">The last lines that it wrote.</param>
public sealed record ChildProcessExit(string Name, int Status, string LastOutput)
{
    /// <summary>One sentence, and the last output below it.</summary>
    public override string ToString() =>
        $"{Name} ended unexpectedly with status {Status}.{(LastOutput.Length > 0 ? $" Its last output:\n{LastOutput}" : "")}";
}

namespace Orders.Operations.Terminal;

/// <summary>Asks the operator at the terminal.</summary>
internal static class Confirmation
{
    /// <summary>Whether there is a terminal to ask at.</summary>
    public static bool IsPossible => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Asks a question; any answer except yes counts as no.</summary>
    public static async Task<bool> AskAsync(string question, CancellationToken cancellationToken) =>
        (await ReadAsync($"{question} [y/N] ", cancellationToken)).ToUpperInvariant() is "Y" or "YES";

    /// <summary>Asks for a line.</summary>
    public static async Task<string> ReadAsync(string question, CancellationToken cancellationToken)
    {
        await Console.Error.WriteAsync(question);
        // A read from a terminal cannot be cancelled; after Ctrl-C it is abandoned.
        return (await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(cancellationToken))?.Trim() ?? "";
    }
}

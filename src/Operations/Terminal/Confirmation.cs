namespace Orders.Operations.Terminal;

/// <summary>Asks the person at the terminal.</summary>
internal static class Confirmation
{
    /// <summary>Whether there is somebody to ask.</summary>
    public static bool IsPossible => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Asks for yes or no; everything but yes is no.</summary>
    public static async Task<bool> AskAsync(string question, CancellationToken cancellationToken) =>
        (await ReadAsync($"{question} [y/N] ", cancellationToken)).ToUpperInvariant() is "Y" or "YES";

    /// <summary>Asks for a line.</summary>
    public static async Task<string> ReadAsync(string question, CancellationToken cancellationToken)
    {
        await Console.Error.WriteAsync(question);
        // A read from a terminal cannot be broken off; after Ctrl-C it is left to itself.
        return (await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(cancellationToken))?.Trim() ?? "";
    }
}

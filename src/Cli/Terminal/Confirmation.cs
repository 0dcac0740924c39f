namespace Orders.Cli.Terminal;

/// <summary>Asks before something is changed.</summary>
internal static class Confirmation
{
    /// <summary>Whether it may be done: somebody at a terminal says so. Where there is no terminal, nobody does.</summary>
    /// <param name="question">What is about to happen, as a question.</param>
    public static bool Ask(string question)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return false;
        }

        Console.Error.Write($"{question} [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}

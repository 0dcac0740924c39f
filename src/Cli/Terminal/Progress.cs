using Spectre.Console;

namespace Orders.Cli.Terminal;

/// <summary>Shows what is going on: a moving line at a terminal, plain lines elsewhere. All of it goes to standard error.</summary>
internal static class Progress
{
    private static readonly IAnsiConsole Console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(System.Console.Error),
        Interactive = System.Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    /// <summary>Runs work that may take more than a second.</summary>
    /// <param name="title">What is done, at first.</param>
    /// <param name="work">The work; it may say what it does now.</param>
    public static async Task<T> RunAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        if (System.Console.IsErrorRedirected)
        {
            Say(title);
            return await work(Say);
        }

        return await Console.Status().StartAsync(Markup.Escape(title), status => work(text => status.Status(Markup.Escape(text))));
    }

    /// <summary>One line.</summary>
    public static void Say(string line) => Console.WriteLine(line);
}

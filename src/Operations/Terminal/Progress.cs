using Spectre.Console;

namespace Orders.Operations.Terminal;

/// <summary>Shows what is going on: a moving line at a terminal, plain lines elsewhere. All of it goes to standard error.</summary>
internal static class Progress
{
    private static readonly TimeSpan BetweenPlainLines = TimeSpan.FromSeconds(1);

    private static readonly IAnsiConsole Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });

    /// <summary>Runs work that may take more than a second.</summary>
    /// <param name="title">What is done, at first.</param>
    /// <param name="work">The work; it may say what it does now, as often as it likes.</param>
    public static Task<T> RunAsync<T>(string title, Func<Action<string>, Task<T>> work) => System.Console.IsErrorRedirected
        ? RunPlainAsync(title, work)
        : Console.Status().StartAsync(Markup.Escape(title), status => work(text => status.Status(Markup.Escape(text))));

    /// <summary>One line.</summary>
    public static void Say(string line) => System.Console.Error.WriteLine(line);

    // What changes many times a second is a line a second; what comes once is always a line.
    private static Task<T> RunPlainAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        var gate = new Lock();
        var (kind, written) = ("", 0L);
        void SayNow(string text)
        {
            lock (gate)
            {
                var thisKind = text.Split(' ', 2)[0];
                if (thisKind == kind && TimeProvider.System.GetElapsedTime(written) < BetweenPlainLines)
                {
                    return;
                }

                (kind, written) = (thisKind, TimeProvider.System.GetTimestamp());
                Say(text);
            }
        }

        SayNow(title);
        return work(SayNow);
    }
}

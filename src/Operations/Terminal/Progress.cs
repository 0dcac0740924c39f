using Spectre.Console;

namespace Orders.Operations.Terminal;

/// <summary>Shows progress on standard error: a moving line at a terminal, plain lines elsewhere.</summary>
internal static class Progress
{
    private static readonly TimeSpan BetweenPlainLines = TimeSpan.FromSeconds(1);

    private static readonly IAnsiConsole Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });

    /// <summary>Runs work that may take more than a second.</summary>
    /// <param name="title">The first progress text.</param>
    /// <param name="work">The work; it may report its progress as often as it likes.</param>
    public static Task<T> RunAsync<T>(string title, Func<Action<string>, Task<T>> work) => System.Console.IsErrorRedirected
        ? RunPlainAsync(title, work)
        : Console.Status().StartAsync(Markup.Escape(title), status => work(text => status.Status(Markup.Escape(text))));

    /// <summary>Returns the progress of reading a queue.</summary>
    public static string Reading(string queue, int count) => $"Reading {queue}: {Counted.Of(count, "message")} so far";

    /// <summary>Prints one line.</summary>
    public static void Say(string line) => System.Console.Error.WriteLine(line);

    // Frequent changes are limited to one line a second; a single report is always printed.
    private static Task<T> RunPlainAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        var gate = new Lock();
        var (kind, written) = ("", 0L);
        void SayNow(string text)
        {
            lock (gate)
            {
                var thisKind = text.Split([' ', ':'], 2)[0];
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

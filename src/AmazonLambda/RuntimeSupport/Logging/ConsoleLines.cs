using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>
/// Stands in for <see cref="Console.Out"/> or <see cref="Console.Error"/>: what code writes there while it runs for an invocation goes
/// to that invocation's log. Code that runs for none writes to the console as before.
/// </summary>
internal sealed class ConsoleLines : TextWriter
{
    private static int redirected;

    private readonly TextWriter _console;
    private readonly Func<InvocationLogger, PendingLine> _line;

    private ConsoleLines(TextWriter console, Func<InvocationLogger, PendingLine> line)
    {
        (_console, _line) = (console, line);
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Redirects the process's console, once.</summary>
    public static void Redirect()
    {
        if (Interlocked.Exchange(ref redirected, 1) == 0)
        {
            Console.SetOut(new ConsoleLines(Console.Out, static logger => logger.Out));
            Console.SetError(new ConsoleLines(Console.Error, static logger => logger.Error));
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (InvocationLogger.Current is { } logger)
        {
            _line(logger).Append(buffer);
        }
        else
        {
            _console.Write(buffer);
        }
    }

    public override void Flush() => _console.Flush();
}

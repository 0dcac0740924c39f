using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>
/// Stands in for <see cref="Console.Out"/> or <see cref="Console.Error"/>: what code writes there while it runs for an invocation goes
/// to that invocation's log. Code that runs for none writes to the console as before.
/// </summary>
internal sealed class ConsoleLines : TextWriter
{
    private static int redirected;

    // Made when something is written: few functions ever do, and the console's own writers cost a start some time.
    private readonly Lazy<TextWriter> _console;
    private readonly Func<InvocationLogger, PendingLine> _line;

    private ConsoleLines(Func<Stream> open, Func<InvocationLogger, PendingLine> line)
    {
        _console = new Lazy<TextWriter>(() => new StreamWriter(open(), new UTF8Encoding(false)) { AutoFlush = true });
        _line = line;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Redirects the process's console, once.</summary>
    public static void Redirect()
    {
        if (Interlocked.Exchange(ref redirected, 1) == 0)
        {
            Console.SetOut(new ConsoleLines(Console.OpenStandardOutput, static logger => logger.Out));
            Console.SetError(new ConsoleLines(Console.OpenStandardError, static logger => logger.Error));
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
            _console.Value.Write(buffer);
        }
    }

    public override void Flush()
    {
        if (_console.IsValueCreated)
        {
            _console.Value.Flush();
        }
    }
}

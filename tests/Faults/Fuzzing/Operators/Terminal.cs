using System.Text;
using Spectre.Console;

namespace Orders.Tests.Faults.Fuzzing.Operators;

/// <summary>Standard output and standard error of one run. What runs outside of one has the program's own.</summary>
internal sealed class Terminal
{
    // So wide that nothing is wrapped: what is looked for in the output stands there in one piece.
    private const int Columns = 3_000_000;

    private static readonly AsyncLocal<Terminal?> Current = new();

    static Terminal()
    {
        Console.SetOut(new Writer(Console.Out, static terminal => terminal._output));
        Console.SetError(new Writer(Console.Error, static terminal => terminal._error));
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new WideOutput(),
        });
    }

    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>Takes what is written from now on.</summary>
    public static Terminal Begin() => Current.Value = new Terminal();

    /// <summary>Takes no more.</summary>
    public static void End() => Current.Value = null;

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private sealed class Writer(TextWriter otherwise, Func<Terminal, StringBuilder> of) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

        public override void Write(string? value)
        {
            if (Current.Value is { } terminal)
            {
                var text = of(terminal);
                lock (text)
                {
                    text.Append(value);
                }
            }
            else
            {
                otherwise.Write(value);
            }
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void Flush()
        {
            if (Current.Value is null)
            {
                otherwise.Flush();
            }
        }
    }

    private sealed class WideOutput : IAnsiConsoleOutput
    {
        public TextWriter Writer => Console.Out;

        public bool IsTerminal => false;

        public int Width => Columns;

        public int Height => 100;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}

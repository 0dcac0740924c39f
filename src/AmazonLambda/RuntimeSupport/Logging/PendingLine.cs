using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>
/// Puts together what is written in pieces: a log line is complete when a piece ends in a line break, so that text of many lines that
/// is written at once stays one.
/// </summary>
internal sealed class PendingLine(InvocationLogger logger, LogLevel level)
{
    private readonly Lock _lock = new();
    private StringBuilder? _text;

    public void Append(ReadOnlySpan<char> piece)
    {
        lock (_lock)
        {
            if (piece is [.., '\n'])
            {
                Complete(piece);
            }
            else
            {
                (_text ??= new StringBuilder()).Append(piece);
            }
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            Complete([]);
        }
    }

    private void Complete(ReadOnlySpan<char> last)
    {
        var text = (_text?.Append(last).ToString() ?? last.ToString()).TrimEnd('\r', '\n');
        _text?.Clear();
        if (text.Length > 0)
        {
            logger.Log(level, text);
        }
    }
}

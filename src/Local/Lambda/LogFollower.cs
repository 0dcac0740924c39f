using System.Text;

namespace Orders.Local.Lambda;

/// <summary>The end of a function's log during one invocation.</summary>
sealed class LogFollower(Action<LogFollower> stop)
{
    /// <summary>The log arrives through a pipe, possibly a little after the answer.</summary>
    static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(50);

    readonly StringBuilder _text = new();

    /// <summary>Called under the log's lock.</summary>
    public void Add(string line) => _text.Append(line).Append('\n');

    /// <summary>Returns at most the last 4 KB.</summary>
    public async Task<string> TailAsync(TimeProvider time)
    {
        await Task.Delay(Lag, time);
        stop(this);
        var bytes = Encoding.UTF8.GetBytes(_text.ToString());
        return Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, bytes.Length - LambdaLimits.LogTailBytes)));
    }
}

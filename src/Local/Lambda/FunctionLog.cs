using System.Text;
using Orders.Operations.Failures;

namespace Orders.Local.Lambda;

/// <summary>Writes a function's output to a file, a callback, and the followers of an invocation's log tail.</summary>
sealed class FunctionLog : IAsyncDisposable
{
    readonly Lock _lock = new();
    readonly StreamWriter? _file;
    readonly Action<string>? _onLine;
    readonly List<LogFollower> _followers = [];

    /// <param name="path">The file, which is appended to; null for none.</param>
    /// <param name="onLine">Receives each line.</param>
    public FunctionLog(string? path, Action<string>? onLine)
    {
        _onLine = onLine;
        if (path is not null)
        {
            _file = Open(path);
        }
    }

    static StreamWriter Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            // A function's log is for its operator only.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The log {path} cannot be written: {e.Message}", e);
        }
    }

    public void Write(string line)
    {
        lock (_lock)
        {
            _file?.WriteLine(line);
            foreach (var follower in _followers)
            {
                follower.Add(line);
            }
        }

        _onLine?.Invoke(line);
    }

    /// <summary>Collects the lines from now on.</summary>
    public LogFollower Follow()
    {
        var follower = new LogFollower(f =>
        {
            lock (_lock)
            {
                _followers.Remove(f);
            }
        });
        lock (_lock)
        {
            _followers.Add(follower);
        }

        return follower;
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }
}

using System.Diagnostics;
using Orders.Operations.Failures;

namespace Orders.Local.Processes;

/// <summary>
/// A child process that never outlives this one, however this one ends: its <see cref="Guardian"/> kills it when our end of a pipe closes. It
/// does not receive the terminal's Ctrl-C.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    readonly Process _guardian;
    readonly Action<string>? _onLine;
    readonly OutputTail _tail = new();
    readonly Lock _output = new();
    readonly Lock _input = new();
    readonly TimeProvider _time;
    readonly TaskCompletionSource<ChildProcessExit> _exitedUnexpectedly = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool _stopping;
    bool _inputClosed;

    ChildProcess(Process guardian, ChildProcessStart start, int pid, TimeProvider time)
    {
        _guardian = guardian;
        _onLine = start.OnLine;
        _time = time;
        Name = start.Name;
        Pid = pid;
        Completion = RunAsync();
    }

    /// <summary>The process's name for messages.</summary>
    public string Name { get; }

    /// <summary>The process id of the command itself, not of its guardian.</summary>
    public int Pid { get; }

    /// <summary>The exit status, once the process has ended and its output was read completely.</summary>
    public Task<int> Completion { get; }

    /// <summary>Completes only if the process ends without having been stopped by this one.</summary>
    public Task<ChildProcessExit> ExitedUnexpectedly => _exitedUnexpectedly.Task;

    /// <summary>The last lines of its output.</summary>
    public string LastOutput => _tail.ToString();

    /// <summary>Starts the process.</summary>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public static async Task<ChildProcess> StartAsync(ChildProcessStart start, TimeProvider time)
    {
        var (file, arguments) = Guardian.Guard(start.Command);
        var info = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = start.WorkingDirectory ?? "",
        };
        if (start.Environment is { } environment)
        {
            info.Environment.Clear();
            foreach (var (name, value) in environment)
            {
                info.Environment[name] = value;
            }
        }

        var guardian = Process.Start(info) ?? throw new CommandException($"{start.Name} could not be started.");
        var firstLine = await guardian.StandardOutput.ReadLineAsync();
        if (!int.TryParse(firstLine, out var pid))
        {
            var errors = await guardian.StandardError.ReadToEndAsync();
            guardian.Dispose();
            throw new CommandException($"{start.Name} could not be started: {firstLine}{errors}");
        }

        return new ChildProcess(guardian, start, pid, time);
    }

    /// <summary>Asks the process to end (SIGTERM), and kills it if it has not ended within <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        _stopping = true;
        Tell("TERM");
        // A suspended process receives SIGTERM only after SIGCONT.
        Tell("CONT");
        try
        {
            await Completion.WaitAsync(grace, _time);
        }
        catch (TimeoutException)
        {
            Kill();
            await Completion;
        }
    }

    /// <summary>Suspends the process (SIGSTOP), as Lambda freezes an execution environment between two invocations.</summary>
    public void Suspend() => Tell("STOP");

    /// <summary>Resumes the process (SIGCONT).</summary>
    public void Resume() => Tell("CONT");

    /// <summary>Kills the process at once (SIGKILL); <see cref="Completion"/> completes when it has ended.</summary>
    public void Kill()
    {
        _stopping = true;
        lock (_input)
        {
            if (!_inputClosed)
            {
                _inputClosed = true;
                UseInput(static input => input.Close());
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await Completion;
        _guardian.Dispose();
    }

    void Tell(string signal)
    {
        lock (_input)
        {
            if (!_inputClosed)
            {
                UseInput(input =>
                {
                    input.WriteLine(signal);
                    input.Flush();
                });
            }
        }
    }

    void UseInput(Action<StreamWriter> use)
    {
        try
        {
            use(_guardian.StandardInput);
        }
        catch (IOException)
        {
            // The guardian has ended, and the child before it.
        }
    }

    async Task<int> RunAsync()
    {
        await Task.WhenAll(ReadAsync(_guardian.StandardOutput), ReadAsync(_guardian.StandardError));
        await _guardian.WaitForExitAsync();
        if (!_stopping)
        {
            _exitedUnexpectedly.TrySetResult(new ChildProcessExit(Name, _guardian.ExitCode, LastOutput));
        }

        return _guardian.ExitCode;
    }

    async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            _tail.Add(line);
            lock (_output)
            {
                _onLine?.Invoke(line);
            }
        }
    }
}

using System.Text;
using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Operations.Audit;

/// <summary>
/// The file to which every change by an operator is appended, one JSON object a line. Several programs may share it: each locks it while it
/// writes. Only its owner may read it, because it contains customers' data.
/// </summary>
internal sealed class AuditLog
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "ORDERS_AUDIT";

    // EWOULDBLOCK and ERROR_SHARING_VIOLATION: the framework has no exception type for them.
    private const int LockedOnLinux = 11;
    private const int LockedOnMacOs = 35;
    private const int LockedOnWindows = unchecked((int)0x80070020);

    /// <summary>The cause of an action that was not taken, or not completed, because the log could not be written.</summary>
    public const string NotWritten = "AuditLogNotWritten";

    // Larger than the space that a full disk may still have in the file's last block.
    private const int ProbeCharacters = 16 * 1024;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private StringBuilder _waiting = new();
    private Task _last = Task.CompletedTask;
    private Task? _next;

    private readonly AwsPlace? _place;
    private readonly string? _caller;

    private AuditLog(string path, AwsPlace? place, string? caller) => (Path, _place, _caller) = (path, place, caller);

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>Why lines could not be written, as a sentence; null if all were.</summary>
    public string? Problem { get; private set; }

    /// <summary>Returns the log's path: the given one, else that of <see cref="Variable"/>, else in the user's state folder (XDG Base Directory
    /// Specification).</summary>
    public static string PathFor(string? given)
    {
        if ((given ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } path)
        {
            return System.IO.Path.GetFullPath(path);
        }

        // The specification says to ignore relative paths.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } folder && System.IO.Path.IsPathFullyQualified(folder)
            ? folder
            : home.Length > 0
                ? System.IO.Path.Combine(home, ".local", "state")
                : throw new CommandException($"There is no home folder for the audit log: name its file with --audit or in {Variable}.") { ExitCode = ExitCodes.Usage };
        return System.IO.Path.Combine(state, "orders", "audit.ndjson");
    }

    /// <summary>Opens the log, and creates it if it does not exist.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="place">The account and region that every line names; null for none.</param>
    /// <param name="caller">The caller's ARN, which every line names; null if unknown.</param>
    /// <exception cref="CommandException">The log cannot be written, so nothing may be changed.</exception>
    public static async Task<AuditLog> OpenAsync(string path, AwsPlace? place = null, string? caller = null)
    {
        var log = new AuditLog(path, place, caller);
        await log.WriteAsync(new string('\n', ProbeCharacters), isProbe: true);
        return log;
    }

    /// <summary>Appends lines about actions that were taken, or that are taken only if the lines were written.</summary>
    /// <returns>Whether the lines are on the disk; if not, <see cref="Problem"/> says why.</returns>
    public async Task<bool> TryAppendAsync(IEnumerable<AuditLine> lines)
    {
        try
        {
            await AppendAsync(lines);
            return true;
        }
        catch (CommandException exception)
        {
            Problem ??= exception.Message;
            return false;
        }
    }

    /// <summary>Fails a command that has printed its result but could not log all of it.</summary>
    /// <exception cref="CommandException">Lines could not be written.</exception>
    public void ThrowIfIncomplete()
    {
        if (Problem is not null)
        {
            throw new CommandException(Problem);
        }
    }

    /// <summary>Appends lines. They are on the disk when this returns.</summary>
    /// <exception cref="CommandException">The lines could not be written.</exception>
    public Task AppendAsync(IEnumerable<AuditLine> lines)
    {
        lock (_gate)
        {
            var before = _waiting.Length;
            foreach (var line in lines)
            {
                _waiting.Append((line with { Account = _place?.Account, Region = _place?.Region, Caller = _caller }).ToJson()).Append('\n');
            }

            // Lines that arrive during a write are written together by the next one: one flush serves all callers.
            return _waiting.Length == before ? Task.CompletedTask : _next ??= _last = WriteWaitingAsync(_last);
        }
    }

    private async Task WriteWaitingAsync(Task before)
    {
        // The callers that waited for that write see its failure.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        string text;
        lock (_gate)
        {
            (text, _waiting, _next) = (_waiting.ToString(), new StringBuilder(), null);
        }

        await WriteAsync(text);
    }

    private async Task WriteAsync(string text, bool isProbe = false)
    {
        try
        {
            await using var file = await OpenAlone();
            await EndTornLineAsync(file);
            var length = file.Seek(0, SeekOrigin.End);
            try
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }
            finally
            {
                if (isProbe && file.Length > length)
                {
                    file.SetLength(length);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CommandException($"The audit log cannot be written, so nothing more is deleted: {Path}: {exception.Message}", exception);
        }
    }

    private async Task<FileStream> OpenAlone()
    {
        if (System.IO.Path.GetDirectoryName(Path) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Another program releases its lock in real time, whatever this command's clock is.
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(Path, options);
            }
            catch (IOException exception) when (exception.HResult is LockedOnLinux or LockedOnMacOs or LockedOnWindows && time.GetElapsedTime(start) < MaxWait)
            {
                // Another program holds the lock for a moment.
                await Task.Delay(BetweenAttempts, time);
            }
        }
    }

    // A killed program or a full disk may have left an incomplete line. The next line must not be joined to it.
    private static async Task EndTornLineAsync(FileStream file)
    {
        if (file.Length == 0)
        {
            return;
        }

        file.Seek(-1, SeekOrigin.End);
        var last = new byte[1];
        await file.ReadExactlyAsync(last);
        if (last[0] != '\n')
        {
            file.Seek(0, SeekOrigin.End);
            await file.WriteAsync("\n"u8.ToArray());
        }
    }
}

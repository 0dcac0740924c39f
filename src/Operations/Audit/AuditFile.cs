using System.Text;
using Orders.Operations.Failures;

namespace Orders.Operations.Audit;

/// <summary>
/// An audit log in a file of this machine. Several programs may share it: each locks it while it writes. Only its owner may read it, because it
/// contains customers' data.
/// </summary>
/// <param name="path">The file's path.</param>
internal sealed class AuditFile(string path) : IAuditStore
{
    // EWOULDBLOCK and ERROR_SHARING_VIOLATION: the framework has no exception type for them.
    private const int LockedOnLinux = 11;
    private const int LockedOnMacOs = 35;
    private const int LockedOnWindows = unchecked((int)0x80070020);

    // Larger than the space that a full disk may still have in the file's last block.
    private const int ProbeCharacters = 16 * 1024;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public bool Exists => File.Exists(path);

    /// <inheritdoc/>
    public Task ProbeAsync() => WriteAsync(new string('\n', ProbeCharacters), isProbe: true);

    /// <inheritdoc/>
    public Task AppendAsync(string lines) => WriteAsync(lines, isProbe: false);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TextReader>> OpenAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        try
        {
            // Damaged bytes at the start must not be read as another encoding's byte order mark.
            return Task.FromResult<IReadOnlyList<TextReader>>(
                [new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8, detectEncodingFromByteOrderMarks: false)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The audit log cannot be read: {exception.Message}", exception);
        }
    }

    private async Task WriteAsync(string text, bool isProbe)
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
            throw new CommandException(AuditLog.NotWrittenMessage(Name, exception.Message), exception);
        }
    }

    private async Task<FileStream> OpenAlone()
    {
        if (Path.GetDirectoryName(path) is { } folder)
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
                return new FileStream(path, options);
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

using System.Text;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>Writes a file of messages. It is complete or does not exist; only its owner may read it.</summary>
internal sealed class LetterFileWriter : IAsyncDisposable
{
    private const string OutputName = "The standard output";

    private readonly string _path;
    private readonly string? _part;
    private readonly Stream _file;

    private LetterFileWriter(string path, string? part, Stream file) => (_path, _part, _file) = (path, part, file);

    private string Name => _part is null ? OutputName : _path;

    /// <summary>Opens a temporary file beside the path, which is renamed to the path when complete.</summary>
    /// <param name="path">The path; a dash for standard output.</param>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static LetterFileWriter Open(string path)
    {
        // A unique name, so that no file of the user's is overwritten.
        var part = $"{path}.{Path.GetRandomFileName()}.part";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            // The console's own stream ignores errors of a pipe that nobody reads.
            return path == LetterFile.Standard
                ? new LetterFileWriter(path, null, StandardOutput.Open())
                : new LetterFileWriter(path, part, new FileStream(part, options));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CannotBeWritten(path == LetterFile.Standard ? OutputName : path, exception);
        }
    }

    /// <summary>Writes all messages, and renames the file. An existing file is not replaced.</summary>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public async Task WriteAsync(string queue, IEnumerable<Letter> letters)
    {
        try
        {
            await using (var writer = new StreamWriter(_file, new UTF8Encoding(false), leaveOpen: true))
            {
                foreach (var letter in letters)
                {
                    await writer.WriteAsync(LetterLine.Write(queue, letter));
                    await writer.WriteAsync('\n');
                }
            }

            if (_part is not null)
            {
                ((FileStream)_file).Flush(flushToDisk: true);
                await _file.DisposeAsync();
                File.Move(_part, _path, overwrite: false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CannotBeWritten(Name, exception);
        }
    }

    /// <summary>Removes an incomplete file.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _file.DisposeAsync();
            if (_part is not null)
            {
                File.Delete(_part);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The write failed for the same reason and reported it.
        }
    }

    private static CommandException CannotBeWritten(string name, Exception cause) => new($"{name} cannot be written: {cause.Message}", cause)
    {
        // A reader that closes the pipe ends this command like any other.
        ExitCode = Failure.Of(cause)?.ExitCode ?? ExitCodes.CannotRun,
    };
}

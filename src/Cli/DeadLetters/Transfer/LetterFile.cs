using System.Text;

namespace Orders.Cli.DeadLetters.Transfer;

/// <summary>A file of messages, one JSON object a line. A dash is the standard input or output.</summary>
internal static class LetterFile
{
    private const int MostErrors = 10;
    private const string Standard = "-";

    /// <summary>Writes messages. A file is whole or not there; only its owner may read it, and one that is there already is left alone.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, string queue, IEnumerable<Letter> letters)
    {
        if (path == Standard)
        {
            await WriteAsync(Console.OpenStandardOutput(), queue, letters);
            return;
        }

        var part = path + ".part";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await WriteAsync(new FileStream(part, options), queue, letters);
            File.Move(part, path, overwrite: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
            throw new CommandException($"{path} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Reads messages; lines without anything are passed over.</summary>
    /// <exception cref="CommandException">The file cannot be read, or lines break a rule: the first ten are named.</exception>
    public static async Task<IReadOnlyList<LetterLine>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var (lines, errors, number) = (new List<LetterLine>(), new List<string>(), 0);
        try
        {
            using var reader = new StreamReader(path == Standard ? Console.OpenStandardInput() : File.OpenRead(path), new UTF8Encoding(false, throwOnInvalidBytes: true));
            while (errors.Count < MostErrors && await reader.ReadLineAsync(cancellationToken) is { } text)
            {
                number++;
                if (string.IsNullOrWhiteSpace(text))
                {
                    continue;
                }

                try
                {
                    lines.Add(LetterLine.Read(text));
                }
                catch (FormatException exception)
                {
                    errors.Add($"line {number}: {exception.Message}");
                }
            }
        }
        catch (DecoderFallbackException)
        {
            errors.Add($"line {number + 1} or one of the next: it must be UTF-8");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {exception.Message}", exception);
        }

        return errors.Count == 0
            ? lines
            : throw new CommandException($"{path} cannot be imported, and nothing was sent:\n  {string.Join("\n  ", errors)}") { ExitCode = ExitCodes.Usage };
    }

    private static async Task WriteAsync(Stream stream, string queue, IEnumerable<Letter> letters)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false));
        foreach (var letter in letters)
        {
            await writer.WriteAsync(LetterLine.Write(queue, letter));
            await writer.WriteAsync('\n');
        }

        await writer.FlushAsync();
        if (stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }
    }
}

using System.Text;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>Reads files of messages, one JSON object a line. A dash is standard input.</summary>
internal static class LetterFile
{
    private const int MaxErrors = 10;

    /// <summary>The name of standard input and output.</summary>
    public const string Standard = "-";

    /// <summary>Reads messages; empty lines are skipped.</summary>
    /// <exception cref="CommandException">The file cannot be read, or lines break a rule; the first ten are named.</exception>
    public static async Task<IReadOnlyList<LetterLine>> ReadAsync(string path, CancellationToken cancellationToken) =>
        // A read from a pipe cannot be cancelled; after Ctrl-C it is abandoned.
        await Task.Run(() => Read(path), CancellationToken.None).WaitAsync(cancellationToken);

    private static List<LetterLine> Read(string path)
    {
        var (lines, errors, number) = (new List<LetterLine>(), new List<string>(), 0);
        try
        {
            using var reader = new StreamReader(path == Standard ? Console.OpenStandardInput() : File.OpenRead(path), new UTF8Encoding(false, throwOnInvalidBytes: true));
            foreach (var text in BoundedLines.Read(reader, BoundedLines.MaxMessageLine))
            {
                number++;
                if (text is not null && string.IsNullOrWhiteSpace(text))
                {
                    continue;
                }

                if (errors.Count == MaxErrors)
                {
                    errors.Add($"the lines from {number} on were not checked");
                    break;
                }

                try
                {
                    lines.Add(LetterLine.Read(text ?? throw new FormatException($"it must have at most {BoundedLines.MaxMessageLine:N0} characters")) with { Number = number });
                }
                catch (FormatException exception)
                {
                    errors.Add($"line {number}: {SafeText.Mask(exception.Message)}");
                }
            }
        }
        catch (DecoderFallbackException)
        {
            errors.Add($"line {number + 1} or a later one: it must be UTF-8");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {exception.Message}", exception);
        }

        return errors.Count == 0
            ? lines
            : throw new CommandException($"{path} cannot be imported, and nothing was sent:\n  {string.Join("\n  ", errors)}") { ExitCode = ExitCodes.Usage };
    }
}

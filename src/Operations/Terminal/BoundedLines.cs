using System.Text;

namespace Orders.Operations.Terminal;

/// <summary>Reads a text line by line with bounded memory, whatever the file is.</summary>
internal static class BoundedLines
{
    /// <summary>The maximum line with one SQS message: JSON may escape each byte as six characters, and there are further members.</summary>
    public const int MaxMessageLine = 16 << 20;

    private const int CharactersPerRead = 4096;

    /// <summary>Reads lines.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="maxLength">The maximum length of a line.</param>
    /// <returns>Each line without its line end; null for a longer one.</returns>
    public static IEnumerable<string?> Read(TextReader reader, int maxLength)
    {
        var (buffer, line, isTooLong, isBegun) = (new char[CharactersPerRead], new StringBuilder(), false, false);
        string? Take()
        {
            var text = isTooLong ? null : line.ToString().TrimEnd('\r');
            line.Clear();
            (isTooLong, isBegun) = (false, false);
            return text;
        }

        while (reader.Read(buffer) is > 0 and var read)
        {
            for (var start = 0; start < read;)
            {
                var end = Array.IndexOf(buffer, '\n', start, read - start);
                var length = (end < 0 ? read : end) - start;
                isBegun = true;
                isTooLong |= line.Length + length > maxLength;
                if (!isTooLong)
                {
                    line.Append(buffer, start, length);
                }

                start += length + 1;
                if (end >= 0)
                {
                    yield return Take();
                }
            }
        }

        if (isBegun)
        {
            yield return Take();
        }
    }
}

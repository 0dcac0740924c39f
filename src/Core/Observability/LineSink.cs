namespace Orders.Observability;

/// <summary>Writes log and metric lines to a function's standard output, each line whole.</summary>
/// <param name="output">Standard output as a stream, so that no console writer wraps the lines.</param>
public sealed class LineSink(Stream output)
{
    private readonly Lock _lock = new();

    /// <summary>Writes one line.</summary>
    /// <param name="line">The line in UTF-8, with its line feed.</param>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            output.Write(line);
            output.Flush();
        }
    }
}

namespace Orders.Observability;

/// <summary>Where log and metric lines go: a function's standard output, each line written whole.</summary>
/// <param name="output">Standard output as a stream, so that no console writer wraps the lines.</param>
public sealed class LineSink(Stream output)
{
    private readonly Lock _lock = new();

    /// <summary>Writes one line.</summary>
    /// <param name="line">UTF-8 with its line feed.</param>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            output.Write(line);
            output.Flush();
        }
    }
}

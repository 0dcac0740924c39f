#nullable disable
namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What a handler answers.</summary>
/// <param name="outputStream">The result's JSON, read from its position on; null for an empty result.</param>
/// <param name="disposeOutputStream">Whether the bootstrap disposes of the stream once it is sent.</param>
public class InvocationResponse(Stream outputStream, bool disposeOutputStream)
{
    /// <summary>An answer whose stream is disposed of once it is sent.</summary>
    /// <param name="outputStream">The result's JSON, read from its position on; null for an empty result.</param>
    public InvocationResponse(Stream outputStream)
        : this(outputStream, disposeOutputStream: true)
    {
    }

    /// <summary>The result's JSON.</summary>
    public Stream OutputStream { get; set; } = outputStream;

    /// <summary>Whether the bootstrap disposes of the stream once it is sent.</summary>
    public bool DisposeOutputStream { get; } = disposeOutputStream;
}

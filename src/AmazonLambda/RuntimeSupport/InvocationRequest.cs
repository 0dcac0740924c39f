#nullable disable
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>One invocation, as the Runtime API gave it.</summary>
public class InvocationRequest : IDisposable
{
    internal InvocationRequest()
    {
    }

    /// <summary>The event's JSON; valid until the handler has returned.</summary>
    public Stream InputStream { get; internal set; }

    /// <summary>What Lambda tells of the invocation.</summary>
    public ILambdaContext LambdaContext { get; internal set; }

    /// <summary>Releases the event.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the event.</summary>
    /// <param name="disposing">Whether managed state may be released.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            InputStream?.Dispose();
        }
    }
}

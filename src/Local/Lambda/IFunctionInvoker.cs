namespace Orders.Local.Lambda;

/// <summary>Invokes one function, as an event source mapping or a gateway does.</summary>
public interface IFunctionInvoker
{
    /// <summary>The function's ARN.</summary>
    string FunctionArn { get; }

    /// <summary>Invokes the function and waits for its answer; never throws for what the function does.</summary>
    /// <param name="payload">The event: JSON, UTF-8.</param>
    /// <param name="options">What else goes with it.</param>
    Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, InvocationOptions? options = null);
}

/// <summary>What else goes with an invocation.</summary>
public sealed record InvocationOptions
{
    /// <summary>The client context's JSON.</summary>
    public string? ClientContext { get; init; }

    /// <summary>Whether the result has the function's last log lines.</summary>
    public bool WithLogTail { get; init; }

    /// <summary>Of a batch of a stream: how old its last record is.</summary>
    public TimeSpan? IteratorAge { get; init; }
}

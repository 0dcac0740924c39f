namespace Orders.Local.Lambda;

/// <summary>Invokes one function, as an event source mapping or a gateway does.</summary>
public interface IFunctionInvoker
{
    /// <summary>The function's ARN.</summary>
    string FunctionArn { get; }

    /// <summary>Invokes the function and waits for its answer; never throws for what the function does.</summary>
    /// <param name="payload">The event: JSON, UTF-8.</param>
    /// <param name="options">Further options.</param>
    Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, InvocationOptions? options = null);
}

/// <summary>The options of an invocation.</summary>
public sealed record InvocationOptions
{
    /// <summary>The client context's JSON.</summary>
    public string? ClientContext { get; init; }

    /// <summary>Whether the result includes the function's last log lines.</summary>
    public bool WithLogTail { get; init; }

    /// <summary>For a stream's batch the age of its last record.</summary>
    public TimeSpan? IteratorAge { get; init; }
}

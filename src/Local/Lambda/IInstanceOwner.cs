namespace Orders.Local.Lambda;

/// <summary>Receives an instance's state changes.</summary>
interface IInstanceOwner
{
    FunctionDefinition Function { get; }

    /// <summary>The instance waits for an invocation.</summary>
    void Ready(FunctionInstance instance);

    /// <summary>The instance's process has ended; <paramref name="initError"/> is the error for the invocation for which it was started.</summary>
    void Ended(FunctionInstance instance, Func<string, byte[]> initError);
}

namespace Orders.Local.Lambda;

/// <summary>What an instance tells the function that it belongs to.</summary>
interface IInstanceOwner
{
    FunctionDefinition Function { get; }

    /// <summary>It waits for an invocation.</summary>
    void Ready(FunctionInstance instance);

    /// <summary>Its process has ended; <paramref name="initError"/> is the error for the invocation that it was started for.</summary>
    void Ended(FunctionInstance instance, Func<string, byte[]> initError);
}

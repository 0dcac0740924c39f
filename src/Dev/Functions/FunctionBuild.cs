namespace Orders.Dev.Functions;

/// <summary>How the three functions are run here.</summary>
internal enum FunctionBuild
{
    /// <summary>As the native binaries that are deployed.</summary>
    Native,

    /// <summary>On the .NET runtime, as they are built: sooner ready after a change.</summary>
    Managed,

    /// <summary>On the .NET runtime, without optimization: for a debugger.</summary>
    Debug,
}

/// <summary>What starts each function.</summary>
/// <param name="Ingest">Executable and arguments.</param>
/// <param name="Processor">Executable and arguments.</param>
/// <param name="Notifier">Executable and arguments.</param>
internal sealed record FunctionCommands(IReadOnlyList<string> Ingest, IReadOnlyList<string> Processor, IReadOnlyList<string> Notifier);

namespace Orders.Dev.Functions;

/// <summary>How the functions run on this machine.</summary>
internal enum FunctionBuild
{
    /// <summary>As native binaries, as deployed.</summary>
    Native,

    /// <summary>On the .NET runtime: faster to build after a change.</summary>
    Managed,

    /// <summary>On the .NET runtime without optimization, for a debugger.</summary>
    Debug,
}

/// <summary>The commands that start the functions.</summary>
/// <param name="Ingest">Executable and arguments.</param>
/// <param name="Processor">Executable and arguments.</param>
/// <param name="Notifier">Executable and arguments.</param>
internal sealed record FunctionCommands(IReadOnlyList<string> Ingest, IReadOnlyList<string> Processor, IReadOnlyList<string> Notifier);

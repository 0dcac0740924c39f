using System.Runtime.InteropServices;

namespace Amazon.Lambda.RuntimeSupport.Hosting;

/// <summary>What the bootstrap takes from the process that it runs in; tests give their own.</summary>
internal sealed record BootstrapHost
{
    /// <summary>The running process.</summary>
    public static BootstrapHost Process { get; } = new();

    /// <summary>An environment variable's value; null if it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The clock and its delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Randomness for back-off: from 0 up to, but not including, 1.</summary>
    /// <remarks>Its seed differs from process to process, as every <see cref="HashCode"/> does; that takes no library of cryptography.</remarks>
    public Func<double> Random { get; init; } = new Random(HashCode.Combine(0)).NextDouble;

    /// <summary>Where log lines go.</summary>
    public Func<Stream> OpenLog { get; init; } = Console.OpenStandardOutput;

    /// <summary>How many bytes of managed memory were allocated so far, by all threads.</summary>
    public Func<long> AllocatedBytes { get; init; } = static () => GC.GetTotalAllocatedBytes();

    /// <summary>Collects the garbage of a generation and all that are younger, and moves what is alive together.</summary>
    /// <remarks>
    /// Where little is alive, the collector may leave it where it is and put the whole region, of megabytes, into the next generation; the next
    /// invocation then fills memory that was not in use before. By which measures it does differs from machine to machine.
    /// </remarks>
    public Action<int> Collect { get; init; } = static generation => GC.Collect(generation, GCCollectionMode.Forced, blocking: true, compacting: true);

    /// <summary>
    /// Limits the managed heap to so many bytes. .NET sees the memory of the machine and not that of the function; without a limit Lambda ends the process
    /// before the collector knows of any need.
    /// </summary>
    public Action<long> LimitHeap { get; init; } = static bytes =>
    {
        // .NET's guide, "Runtime configuration options for garbage collection": heap limit.
        AppContext.SetData("GCHeapHardLimit", (ulong)bytes);
        GC.RefreshMemoryLimit();
    };

    /// <summary>Has the process's SIGTERM call the action instead of ending the process, until it is disposed of.</summary>
    public Func<Action, IDisposable> OnTermination { get; init; } = static stop =>
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop();
        });
}

using System.Runtime.InteropServices;

namespace Amazon.Lambda.RuntimeSupport.Hosting;

/// <summary>What the bootstrap uses of its process; tests replace it.</summary>
internal sealed record BootstrapHost
{
    /// <summary>The running process.</summary>
    public static BootstrapHost Process { get; } = new();

    /// <summary>Returns an environment variable's value; null if it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The clock and its delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Returns the jitter of the backoff: from 0 up to, but not including, 1.</summary>
    /// <remarks>The seed differs between processes, as every <see cref="HashCode"/> does; this needs no cryptography library.</remarks>
    public Func<double> Random { get; init; } = new Random(HashCode.Combine(0)).NextDouble;

    /// <summary>Opens the log.</summary>
    public Func<Stream> OpenLog { get; init; } = Console.OpenStandardOutput;

    /// <summary>Returns the bytes of managed memory allocated so far, by all threads.</summary>
    public Func<long> AllocatedBytes { get; init; } = static () => GC.GetTotalAllocatedBytes();

    /// <summary>Collects the garbage of a generation and all younger ones, and compacts.</summary>
    /// <remarks>
    /// If little is alive, a collection that does not compact may promote a whole region, of megabytes, to the next generation; the next
    /// invocation then fills memory that was not in use before. The criteria differ between machines.
    /// </remarks>
    public Action<int> Collect { get; init; } = static generation => GC.Collect(generation, GCCollectionMode.Forced, blocking: true, compacting: true);

    /// <summary>
    /// Limits the managed heap. .NET sees the machine's memory, not the function's; without a limit Lambda would end the process before the
    /// collector sees any pressure.
    /// </summary>
    public Action<long> LimitHeap { get; init; } = static bytes =>
    {
        // .NET's guide, "Runtime configuration options for garbage collection": heap limit.
        AppContext.SetData("GCHeapHardLimit", (ulong)bytes);
        GC.RefreshMemoryLimit();
    };

    /// <summary>Calls the action on SIGTERM instead of ending the process, until disposed.</summary>
    public Func<Action, IDisposable> OnTermination { get; init; } = static stop =>
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop();
        });
}

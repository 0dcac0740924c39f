using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>What inputs are given to, with the judge of what becomes of them. Not for two threads at once.</summary>
internal abstract class Target : IDisposable
{
    protected static readonly TimeSpan Hangs = TimeSpan.FromSeconds(10);

    /// <summary>What <see cref="Mutate"/> starts from.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>How much CPU time the last input took; zero where none is measured.</summary>
    public TimeSpan CpuTime { get; protected set; }

    protected Dice Dice { get; } = new(7);

    /// <summary>Another input, made from one.</summary>
    public abstract byte[] Mutate(byte[] parent, Dice dice);

    /// <summary>Runs an input, and judges what becomes of it.</summary>
    /// <returns>The outcome, in words to count by.</returns>
    /// <exception cref="Escape">It is none that an input may have.</exception>
    public abstract string Run(byte[] input);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    /// <summary>What a task gives. The services answer at once, so there is little to wait for.</summary>
    internal static T Complete<T>(Task<T> task)
    {
        Escape.When(!task.IsCompleted && !((IAsyncResult)task).AsyncWaitHandle.WaitOne(Hangs), "hangs", "no answer");
        return task.GetAwaiter().GetResult();
    }
}

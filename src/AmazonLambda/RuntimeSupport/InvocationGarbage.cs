using Amazon.Lambda.RuntimeSupport.Hosting;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// Collects the garbage of invocations between two of them, when nothing of theirs is alive. Otherwise the collector would run during an
/// invocation, and move all of the event that was read so far.
/// </summary>
internal sealed class InvocationGarbage(BootstrapHost host)
{
    /// <summary>The allocated bytes that are worth a collection: fewer than the young generation's budget, so that this collection comes
    /// first.</summary>
    public const long WorthCollecting = 2L << 20;

    /// <summary>
    /// Every n-th collection includes the next generation. Objects that an invocation leaves there, because its thread still used them, would
    /// otherwise stay until the collector's own threshold, megabytes later.
    /// </summary>
    public const int OlderEvery = 4;

    private long _collectedAt = host.AllocatedBytes();
    private int _collections;

    /// <summary>Collects if it is worth it. Call it after an invocation was answered.</summary>
    public async ValueTask CollectIfWorthItAsync()
    {
        if (host.AllocatedBytes() - _collectedAt < WorthCollecting)
        {
            return;
        }

        // On a new stack: the stack of the answer, through the SDK, is deep, and keeps all of the invocation alive.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        host.Collect(++_collections % OlderEvery == 0 ? 1 : 0);
        _collectedAt = host.AllocatedBytes();
    }
}

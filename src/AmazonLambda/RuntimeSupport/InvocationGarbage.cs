using Amazon.Lambda.RuntimeSupport.Hosting;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// Has the garbage of invocations collected between two of them, when nothing of theirs is alive. Left to itself the collector runs in the midst of
/// one, and moves all of the event that was read so far.
/// </summary>
internal sealed class InvocationGarbage(BootstrapHost host)
{
    /// <summary>So much is worth a collection. It is less than the young generation may have, so that this one comes first.</summary>
    public const long WorthCollecting = 2L << 20;

    /// <summary>
    /// One collection of so many takes the next generation, too. What an invocation leaves there, as its thread was not done with it, would lie
    /// until the collector minds, which is megabytes later.
    /// </summary>
    public const int OlderEvery = 4;

    private long _collectedAt = host.AllocatedBytes();
    private int _collections;

    /// <summary>To be called when an invocation has been answered.</summary>
    public async ValueTask CollectIfWorthItAsync()
    {
        if (host.AllocatedBytes() - _collectedAt < WorthCollecting)
        {
            return;
        }

        // On a stack of its own: the one that the answer came on, through the SDK, is deep, and holds on to all of the invocation.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        host.Collect(++_collections % OlderEvery == 0 ? 1 : 0);
        _collectedAt = host.AllocatedBytes();
    }
}

using System.Collections.Concurrent;

namespace Orders.Local.Proxies;

/// <summary>Keeps which different calls there were. Safe from any thread.</summary>
public sealed class CallLog
{
    readonly ConcurrentDictionary<ServiceCall, byte> _calls = new();

    /// <summary>The calls, each once, by caller, service, operation and resource.</summary>
    public IReadOnlyList<ServiceCall> Distinct => [.. _calls.Keys.OrderBy(static call => call.ToString(), StringComparer.Ordinal)];

    /// <summary>Keeps a call: what a <see cref="CallObserver"/> shows its calls to.</summary>
    public void Add(ObservedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        foreach (var one in call.Calls)
        {
            _calls.TryAdd(one, 0);
        }
    }
}

using System.Collections.Concurrent;

namespace Orders.Local.Proxies;

/// <summary>Records the different calls. Thread-safe.</summary>
public sealed class CallLog
{
    readonly ConcurrentDictionary<ServiceCall, byte> _calls = new();

    /// <summary>The calls without duplicates, by caller, service, operation and resource.</summary>
    public IReadOnlyList<ServiceCall> Distinct => [.. _calls.Keys.OrderBy(static call => call.ToString(), StringComparer.Ordinal)];

    /// <summary>Adds a call from a <see cref="CallObserver"/>.</summary>
    public void Add(ObservedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        foreach (var one in call.Calls)
        {
            _calls.TryAdd(one, 0);
        }
    }
}

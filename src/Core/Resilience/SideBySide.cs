using System.Collections.Concurrent;

namespace Orders.Resilience;

/// <summary>Runs calls concurrently.</summary>
/// <remarks>
/// Unlike <see cref="Parallel"/> it does not use the thread pool: calls that wait for a service need no thread, and a simulation that completes
/// them one by one gets the same order of events each time.
/// </remarks>
public static class SideBySide
{
    /// <summary>Starts a call for each item, in the items' order, at most <paramref name="degree"/> concurrently.</summary>
    /// <returns>Completes when every call has ended; contains the exceptions of all that failed.</returns>
    public static Task ForEachAsync<T>(IEnumerable<T> items, int degree, Func<T, Task> call)
    {
        var left = new ConcurrentQueue<T>(items);
        return Task.WhenAll(Enumerable.Range(0, Math.Min(degree, left.Count)).Select(_ => WorkAsync()));

        async Task WorkAsync()
        {
            while (left.TryDequeue(out var item))
            {
                await call(item);
            }
        }
    }
}

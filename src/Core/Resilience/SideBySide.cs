using System.Collections.Concurrent;

namespace Orders.Resilience;

/// <summary>Runs calls side by side.</summary>
/// <remarks>
/// Unlike <see cref="Parallel"/> it sends nothing to the thread pool: calls that wait for a service need no thread to wait in, and a
/// simulation that completes them one by one has the same order of events each time.
/// </remarks>
public static class SideBySide
{
    /// <summary>Makes a call for each item, at most <paramref name="degree"/> at once, started in the items' order.</summary>
    /// <returns>Ends when every call has ended; the exceptions of all that failed are in it.</returns>
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

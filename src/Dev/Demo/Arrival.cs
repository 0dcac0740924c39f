using Orders.Model;

namespace Orders.Dev.Demo;

/// <summary>Returns the current versions of orders; missing orders are left out.</summary>
internal delegate Task<IReadOnlyDictionary<OrderId, int>> VersionLook(OrderId[] ids, CancellationToken cancellationToken);

/// <summary>Waits until orders have reached their expected versions.</summary>
/// <param name="look">Reads the versions.</param>
/// <param name="pause">The pause after a read without progress.</param>
/// <param name="time">Waits and measures.</param>
internal sealed class Arrival(VersionLook look, TimeSpan pause, TimeProvider time)
{
    private const int OrdersPerLook = 100;

    /// <summary>Waits for each order's version.</summary>
    /// <returns>The orders that have not reached it, once there was no progress for <paramref name="patience"/>.</returns>
    public async Task<IReadOnlyCollection<OrderId>> WaitAsync(
        IReadOnlyDictionary<OrderId, int> versions, TimeSpan patience, Action<int> progress, CancellationToken cancellationToken)
    {
        var left = new Queue<OrderId>(versions.Keys);
        var moved = time.GetTimestamp();
        while (left.Count > 0 && time.GetElapsedTime(moved) < patience)
        {
            // A hundred at a time: the next hundred are read only after these have arrived.
            var there = await look([.. left.Take(OrdersPerLook)], cancellationToken);
            var before = left.Count;
            while (left.TryPeek(out var id) && there.TryGetValue(id, out var version) && version >= versions[id])
            {
                left.Dequeue();
            }

            progress(versions.Count - left.Count);
            if (left.Count < before)
            {
                moved = time.GetTimestamp();
            }
            else
            {
                await Task.Delay(pause, time, cancellationToken);
            }
        }

        return left;
    }
}

using System.Buffers.Binary;
using Orders.Model;
using Orders.Settings;

namespace Orders.Storage;

/// <summary>Spreads the orders of one status over several partitions of the index, so that no partition takes all writes.</summary>
public static class StatusShard
{
    /// <summary>The index key of an order in a status; null where the status is not indexed.</summary>
    public static string? Of(OrderId id, OrderStatus status, TableSettings settings)
    {
        if (!settings.IndexedStatuses.Contains(status))
        {
            return null;
        }

        // The tail of a UUID is random in every version that we make; its head is a time in version 7.
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Key(status, (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) % (uint)settings.IndexShards));
    }

    /// <summary>The index keys of a status, one a shard.</summary>
    public static IEnumerable<string> All(OrderStatus status, TableSettings settings) =>
        Enumerable.Range(0, settings.IndexShards).Select(shard => Key(status, shard));

    /// <summary>The index keys that any setting gives a status: an order keeps the shard that it was written with.</summary>
    public static IEnumerable<string> Every(OrderStatus status) =>
        Enumerable.Range(0, TableSettings.MaxIndexShards).Select(shard => Key(status, shard));

    private static string Key(OrderStatus status, int shard) => $"{status.ToWire()}#{shard}";
}

using System.Buffers.Binary;
using Orders.Model;
using Orders.Settings;

namespace Orders.Storage;

/// <summary>Spreads the orders of one status over several partitions of the index, so that no partition gets all writes.</summary>
public static class StatusShard
{
    /// <summary>Returns the index key of an order in a status; null if the status is not indexed.</summary>
    public static string? Of(OrderId id, OrderStatus status, TableSettings settings)
    {
        if (!settings.IndexedStatuses.Contains(status))
        {
            return null;
        }

        // The end of a UUID is random in every version that we create; the start of a version 7 is a time.
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Key(status, (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) % (uint)settings.IndexShards));
    }

    /// <summary>Returns the index keys of a status, one for each shard.</summary>
    public static IEnumerable<string> All(OrderStatus status, TableSettings settings) =>
        Enumerable.Range(0, settings.IndexShards).Select(shard => Key(status, shard));

    /// <summary>Returns the index keys of a status under any setting: an order keeps the shard with which it was written.</summary>
    public static IEnumerable<string> Every(OrderStatus status) =>
        Enumerable.Range(0, TableSettings.MaxIndexShards).Select(shard => Key(status, shard));

    private static string Key(OrderStatus status, int shard) => $"{status.ToWire()}#{shard}";
}

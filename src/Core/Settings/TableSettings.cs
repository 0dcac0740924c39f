using Orders.Model;

namespace Orders.Settings;

/// <summary>The orders table's name, and the settings of its status index.</summary>
/// <param name="TableName">The table's name.</param>
/// <param name="IndexedStatuses">The statuses whose orders are indexed; each costs a write unit on entering and one on leaving.</param>
/// <param name="IndexShards">The number of index partitions for one status: a partition accepts 1,000 writes a second.</param>
public sealed record TableSettings(string TableName, IReadOnlySet<OrderStatus> IndexedStatuses, int IndexShards)
{
    /// <summary>The maximum number of index shards: a listing queries each of them.</summary>
    public const int MaxIndexShards = 64;

    /// <summary>Reads <c>ORDERS_TABLE</c>, <c>INDEX_STATUSES</c> and <c>INDEX_SHARDS</c>.</summary>
    public static TableSettings Read(EnvironmentReader environment) => new(
        environment.Name("ORDERS_TABLE", maxLength: 255),
        environment.Statuses("INDEX_STATUSES"),
        environment.WholeNumber("INDEX_SHARDS", min: 1, max: MaxIndexShards));
}

using Orders.Model;

namespace Orders.Settings;

/// <summary>Which table the orders are in, and how its status index is kept.</summary>
/// <param name="TableName">The table's name.</param>
/// <param name="IndexedStatuses">The statuses whose orders stand in the index; each costs a write unit on entering and one on leaving.</param>
/// <param name="IndexShards">Over how many index partitions the orders of one status are spread: a partition takes 1,000 writes a second.</param>
public sealed record TableSettings(string TableName, IReadOnlySet<OrderStatus> IndexedStatuses, int IndexShards)
{
    /// <summary>Most index shards: a listing asks each of them.</summary>
    public const int MaxIndexShards = 64;

    /// <summary>Reads <c>ORDERS_TABLE</c>, <c>INDEX_STATUSES</c> and <c>INDEX_SHARDS</c>.</summary>
    public static TableSettings Read(EnvironmentReader environment) => new(
        environment.Name("ORDERS_TABLE", maxLength: 255),
        environment.Statuses("INDEX_STATUSES"),
        environment.WholeNumber("INDEX_SHARDS", min: 1, max: MaxIndexShards));
}

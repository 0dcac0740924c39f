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

    /// <summary>The minimum time to live in days: longer than the 28 days for which <c>orders</c> and its dead-letter queue can hold a message of the
    /// order (Amazon SQS Developer Guide, "Amazon SQS quotas": 14 days each), which would place the order again.</summary>
    public const int MinTimeToLiveDays = 30;

    /// <summary>The maximum time to live in days.</summary>
    public const int MaxTimeToLiveDays = 3650;

    /// <summary>How long the row of an order stays after its final status; null keeps rows.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Reads <c>ORDERS_TABLE</c>, <c>INDEX_STATUSES</c>, <c>INDEX_SHARDS</c> and, if it is set, <c>TIME_TO_LIVE_DAYS</c>.</summary>
    public static TableSettings Read(EnvironmentReader environment) => new(
        environment.Name("ORDERS_TABLE", maxLength: 255),
        environment.Statuses("INDEX_STATUSES"),
        environment.WholeNumber("INDEX_SHARDS", min: 1, max: MaxIndexShards))
    {
        TimeToLive = environment.OptionalWholeNumber("TIME_TO_LIVE_DAYS", MinTimeToLiveDays, MaxTimeToLiveDays) is { } days ? TimeSpan.FromDays(days) : null,
    };
}

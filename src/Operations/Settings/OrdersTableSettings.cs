namespace Orders.Operations.Settings;

/// <summary>The settings of the orders table.</summary>
public sealed record OrdersTableSettings
{
    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The statuses in the sparse index.</summary>
    public required IReadOnlyList<string> IndexStatuses { get; init; }

    /// <summary>The number of hash keys over which the index spreads each status.</summary>
    public required int IndexShards { get; init; }

    /// <summary>The number of days for which a row stays after its order's final status; null keeps rows.</summary>
    public required int? TimeToLiveDays { get; init; }
}

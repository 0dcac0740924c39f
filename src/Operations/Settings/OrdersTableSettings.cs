namespace Orders.Operations.Settings;

/// <summary>The orders table.</summary>
public sealed record OrdersTableSettings
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The statuses that the sparse index lists.</summary>
    public required IReadOnlyList<string> IndexStatuses { get; init; }

    /// <summary>Over how many hash keys the index spreads each status.</summary>
    public required int IndexShards { get; init; }
}

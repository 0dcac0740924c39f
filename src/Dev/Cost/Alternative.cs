namespace Orders.Dev.Cost;

/// <summary>A way to write an order once, and its write units.</summary>
/// <param name="Name">The way's name.</param>
/// <param name="LeastUnits">The minimum write units for a new order of at most 1 KB.</param>
/// <param name="MostUnits">The maximum write units.</param>
internal sealed record Alternative(string Name, decimal LeastUnits, decimal MostUnits)
{
    /// <summary>All ways, this pipeline's first. Index entries would be the same for each, and are left out.</summary>
    public static IReadOnlyList<Alternative> All { get; } =
    [
        new("conditional insert (this pipeline)", 1, 1),
        new("Powertools idempotency and a put", 3, 3),
        new("transaction with a key item", 4, 4),
        new("NServiceBus outbox", 5, 8),
    ];

    /// <summary>Returns the minimum and maximum US dollars a month.</summary>
    public (decimal Least, decimal Most) Dollars(decimal orders) =>
        (orders * LeastUnits * Prices.DollarsEach(Meter.WriteUnit), orders * MostUnits * Prices.DollarsEach(Meter.WriteUnit));
}

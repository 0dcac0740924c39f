namespace Orders.Dev.Cost;

/// <summary>A way to write an order once, and what that takes.</summary>
/// <param name="Name">The way.</param>
/// <param name="LeastUnits">Write units for a new order of at most 1 KB.</param>
/// <param name="MostUnits">The same, where it varies.</param>
internal sealed record Alternative(string Name, decimal LeastUnits, decimal MostUnits)
{
    /// <summary>The ways, this pipeline's first. Index entries come on top of each alike, and are left out.</summary>
    public static IReadOnlyList<Alternative> All { get; } =
    [
        new("conditional insert (this pipeline)", 1, 1),
        new("Powertools idempotency and a put", 3, 3),
        new("transaction with a key item", 4, 4),
        new("NServiceBus outbox", 5, 8),
    ];

    /// <summary>US dollars a month for that many orders, at least and at most.</summary>
    public (decimal Least, decimal Most) Dollars(decimal orders) =>
        (orders * LeastUnits * Prices.DollarsEach(Meter.WriteUnit), orders * MostUnits * Prices.DollarsEach(Meter.WriteUnit));
}

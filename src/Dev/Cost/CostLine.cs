namespace Orders.Dev.Cost;

/// <summary>A line of the bill.</summary>
/// <param name="Group">The service, or a part of it.</param>
/// <param name="Name">The line's name.</param>
/// <param name="Meter">The billed unit.</param>
/// <param name="Quantity">The quantity of a month.</param>
internal sealed record CostLine(string Group, string Name, Meter Meter, decimal Quantity)
{
    /// <summary>US dollars a month.</summary>
    public decimal Dollars => Quantity * Prices.DollarsEach(Meter);
}

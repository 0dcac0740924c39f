namespace Orders.Dev.Cost;

/// <summary>A line of the bill.</summary>
/// <param name="Group">The service, or the part of it.</param>
/// <param name="Name">What is counted.</param>
/// <param name="Meter">What it is billed as.</param>
/// <param name="Quantity">How much of it a month takes.</param>
internal sealed record CostLine(string Group, string Name, Meter Meter, decimal Quantity)
{
    /// <summary>US dollars a month.</summary>
    public decimal Dollars => Quantity * Prices.DollarsEach(Meter);
}

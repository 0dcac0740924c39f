using System.Globalization;

namespace Orders.Tests.Faults.Fuzzing.Campaigns;

/// <summary>What a campaign did.</summary>
/// <param name="Campaign">Its name.</param>
/// <param name="Elapsed">In what time.</param>
/// <param name="Outcomes">How many inputs had which.</param>
/// <param name="All">What escaped, one input of each kind.</param>
internal sealed record CampaignResult(string Campaign, TimeSpan Elapsed, IReadOnlyDictionary<string, long> Outcomes, IReadOnlyList<Finding> All)
{
    /// <summary>What escaped; null for nothing.</summary>
    public Finding? Found => All is [var first, ..] ? first : null;

    /// <summary>Where coverage was followed: how many edges were reached, and how many inputs kept for it.</summary>
    public string Coverage { get; init; } = "";

    public long Inputs => Outcomes.Values.Sum();

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Outcomes
        .OrderByDescending(static outcome => outcome.Value).ThenBy(static outcome => outcome.Key, StringComparer.Ordinal)
        .Select(static outcome => string.Create(CultureInfo.InvariantCulture, $"  {outcome.Value,9:N0} {outcome.Key}"))
        .Prepend(string.Create(CultureInfo.InvariantCulture, $"{Campaign}: {Inputs:N0} inputs, {Inputs / Elapsed.TotalSeconds:N0} a second{Coverage}")));
}

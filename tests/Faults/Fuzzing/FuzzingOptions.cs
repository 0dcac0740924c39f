using System.Globalization;
using Orders.Tests.Faults.Fuzzing.Campaigns;

namespace Orders.Tests.Faults.Fuzzing;

/// <summary>What <c>./orders test faults</c> was told of the fuzzing: it comes by the environment.</summary>
internal static class FuzzingOptions
{
    /// <summary>How many inputs were asked for; null for the usual number.</summary>
    public static ulong? Inputs => Number("ORDERS_FUZZ_INPUTS");

    /// <summary>Runs the one input that was asked for, or a campaign's share of many.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="share">Of a hundred inputs.</param>
    /// <param name="inputs">How many the campaigns have together, where nobody asked for a number.</param>
    /// <param name="limit">After how long no further one is begun, where nobody asked for a number.</param>
    /// <returns>Null where the one input is another campaign's.</returns>
    public static CampaignResult? Run(Campaign campaign, ulong share, ulong inputs, TimeSpan limit)
    {
        if (Environment.GetEnvironmentVariable("ORDERS_FUZZ_INPUT") is { Length: > 0 } file)
        {
            var (name, input) = Finding.Read(file);
            return name == campaign.Name ? campaign.RunOne(input, number: null) : null;
        }

        if (Number("ORDERS_FAULT_SEED") is { } seed)
        {
            return campaign.RunOne(input: null, seed);
        }

        var count = (Inputs ?? inputs) * share / 100;
        var effective = Inputs is null ? limit : TimeSpan.MaxValue;
        return Coverage.IsOn
            ? campaign.RunGuided(first: 0, count, effective, Environment.GetEnvironmentVariable("ORDERS_FUZZ_KEEPS") != "nothing")
            : campaign.Run(first: 0, count, effective);
    }

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using Orders.Tests.Faults.Fuzzing.Campaigns;
using Orders.Tests.Faults.Fuzzing.Targets;

namespace Orders.Tests.Faults.Fuzzing;

/// <summary>
/// Whatever comes in, it becomes an order, a refusal that names a field, or is put away: no exception, no answer of 500, no hang, nothing
/// over 10 ms. <c>./orders test faults --inputs N</c> runs more, <c>--seed S</c> or <c>--input FILE</c> one again.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed class FuzzingTests(ITestOutputHelper output)
{
    private const ulong DefaultInputs = 250_000;
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(20);

    // Of a hundred inputs.
    private static readonly Dictionary<string, (ulong Share, Func<Target> Create)> Campaigns = new()
    {
        ["ingest"] = (40, static () => new IngestTarget()),
        ["processor"] = (30, static () => new ProcessorTarget(mutatesEnvelope: false)),
        ["notifier"] = (20, static () => new NotifierTarget(mutatesEnvelope: false)),
        ["processor-envelope"] = (5, static () => new ProcessorTarget(mutatesEnvelope: true)),
        ["notifier-envelope"] = (5, static () => new NotifierTarget(mutatesEnvelope: true)),
    };

    public static TheoryData<string> Names => [.. Campaigns.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_input_has_an_outcome_that_an_input_may_have(string name)
    {
        var (share, create) = Campaigns[name];
        if (FuzzingOptions.Run(new Campaign(name, create), share, DefaultInputs, DefaultLimit) is not { } result)
        {
            return;
        }

        output.WriteLine(result.ToString());
        Assert.True(result.Found is null, result.Found?.Report());
        Assert.True(result.Inputs > 0, "No input was run.");
    }
}

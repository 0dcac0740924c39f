using Orders.Tests.Faults.Fuzzing.Campaigns;
using Orders.Tests.Faults.Fuzzing.Plants;
using Orders.Tests.Faults.Fuzzing.Targets;

namespace Orders.Tests.Faults.Fuzzing;

/// <summary>The fuzzing finds what it is there to find: each bug is planted, and must be found within 100,000 inputs.</summary>
[Collection(OneAtATime.Name)]
public sealed class PlantedEscapeTests(ITestOutputHelper output)
{
    private const ulong Inputs = 100_000;

    private static readonly Dictionary<string, (string Kind, Func<Target> Create)> Bugs = new()
    {
        ["a validator that throws on a lone surrogate"] = ("InvalidOperationException came out of the function", static () => new ThrowsOnALoneSurrogate()),
        ["a handler that answers 500"] = ("an answer of 500", static () => new AnswersWithItsOwnFault()),
        ["a dead letter without a field"] = ("a refusal's field cannot be shown", static () => new NamesNoField()),
        ["quadratic behaviour"] = (Trial.Slow, static () => new ComparesEachNameWithAll()),
        ["a record that is given back for ever"] = ("a record stops its shard", static () => new GivesBackWhatItCannotRead()),
        ["a refusal that shows the value"] = ("a refusal shows content", static () => new ShowsWhatItRefuses()),
        ["an age that overflows"] = ("OverflowException", static () => new OverflowsOnAnAge()),
        ["a reader of rows that throws"] = ("NullReferenceException", static () => new ThrowsOnAnOddRow()),
        ["a command that leaves messages hidden"] = ("a message stays hidden", static () => new LeavesMessagesHidden()),
        ["a filter that ignores an empty id"] = ("an empty value of --id is taken by dlq", static () => new IgnoresAnEmptyId()),
        ["a listing that ends at an odd message"] = ("dlq list does not show the healthy message", static () => new ShowsNothingBesideAnOddOne()),
        ["a redrive that loses a refused message"] = ("a message is deleted without a copy", static () => new LosesARefusedMessage()),
    };

    public static TheoryData<string> Names => [.. Bugs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found_and_shrunk(string bug)
    {
        var (kind, create) = Bugs[bug];

        var result = new Campaign("planted", create).Run(first: 0, Inputs, TimeSpan.FromMinutes(2));

        Assert.True(result.Found is not null, $"{result.Inputs} inputs did not find it");
        output.WriteLine($"found by input {result.Found.Number} after {result.Inputs} inputs; {result.Found.Input.Length} bytes are left of it");
        Assert.StartsWith(kind, result.Found.Kind, StringComparison.Ordinal);
        if (kind == Trial.Slow)
        {
            // Found by the clock; the clock may say otherwise the next time.
            return;
        }

        using var target = create();
        Assert.Equal(result.Found.Kind, Trial.EscapeOf(target, result.Found.Input)?.Kind);
        Assert.True(result.Found.Input.Length <= Campaign.Input(target, result.Found.Number!.Value).Length);
    }
}

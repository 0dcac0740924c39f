using System.Text.RegularExpressions;
using Orders.Tests.Faults.Plants;
using Orders.Tests.Faults.Runs;
using Orders.Tests.Faults.Services;

namespace Orders.Tests.Faults;

/// <summary>The simulation finds what it is there to find: each bug is planted, and must be found within 2,000 seeds.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const ulong Seeds = 2000;

    private static readonly Dictionary<string, (string Guarantees, Func<Plant> Plant)> Bugs = new()
    {
        ["acknowledging before the write"] = ("G1", static () => new AcknowledgesBeforeTheWrite()),
        ["no check of per-entry results"] = ("G[1567]", static () => new LooksAtNoEntry()),
        ["treating every DuplicateItem as success"] = ("G3", static () => new TakesEveryDuplicateForARepeat()),
        ["dead-lettering although the rejection was not recorded"] = ("G7", static () => new TakesEveryRejectionForRecorded()),
        ["treating a DuplicateItem as a conflict after an ambiguous write"] = ("G3", static () => new TakesItsOwnWriteForAConflict()),
        ["going on after a stream failure"] = ("G5", static () => new GoesOnAfterAFailure()),
        ["dead-lettering without looking at the send's result"] = ("G[137]", static () => new LooksAtNoDeadLetter()),
        ["status update without the version condition"] = ("G4", static () => new UpdatesWithoutTheVersion()),
        ["status update without the status condition"] = ("G4", static () => new UpdatesWithoutTheStatus()),
        ["rejecting a change whose predecessor is on its way"] = ("G4", static () => new RejectsEarlyChanges()),
        ["handling redelivered messages without hiding them first"] = ("G6", static () => new HandlesRedeliveriesAtOnce()),
        ["stopping all consumers for one"] = ("G6", static () => new StopsAllConsumersForOne()),
        ["treating InvalidParameterValue as transient"] = ("G6", static () => new TakesASizeErrorForTransient()),
        ["deleting a quarantined event before its re-send was accepted"] = ("G5", static () => new DeletesBeforeTheResend()),
        ["expiring by placed_at"] = ("G4", static () => new ExpiresByTheSendersClock()),
        ["key scoped without owner"] = ("G2", static () => new ScopesKeysWithoutTheOwner()),
    };

    public static TheoryData<string> Names => [.. Bugs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found_and_breaks_the_guarantee_that_it_should(string bug)
    {
        var (guarantees, plant) = Bugs[bug];

        var result = Search.Run(plant, first: 0, Seeds, TimeSpan.FromMinutes(2));

        Assert.True(result.Failed is not null, $"{result.Seeds} seeds did not find it");
        output.WriteLine($"found by seed {result.Failed} after {result.Seeds} seeds");
        Assert.Contains(Report.ViolationsOf(result.Failed.Value, plant), violation => Regex.IsMatch(violation, $"^{guarantees}: ", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void The_report_of_a_found_bug_has_a_shrunk_history()
    {
        static Plant Plant() => new AcknowledgesBeforeTheWrite();
        var seed = Search.Run(Plant, first: 0, Seeds, TimeSpan.FromMinutes(2)).Failed!.Value;

        var report = Report.Of(seed, Plant);

        Assert.Matches("\nG1: ", report);
        // One step is enough for this bug: an order that is placed.
        Assert.Single(report.Split('\n'), static line => line.Contains("PlaceO", StringComparison.Ordinal));
    }
}

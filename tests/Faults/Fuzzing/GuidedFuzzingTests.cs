using System.Globalization;
using System.Text.RegularExpressions;
using Orders.Tests.Faults.Fuzzing.Campaigns;

namespace Orders.Tests.Faults.Fuzzing;

/// <summary>
/// The same with guidance: a copy of this program, whose Orders assemblies SharpFuzz instruments, keeps the inputs that reach new edges
/// and makes others of them. <c>./orders test faults --guided --inputs N</c> runs more.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed partial class GuidedFuzzingTests(ITestOutputHelper output)
{
    private const string FewInputs = "60000";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    [Fact]
    public void Inputs_that_coverage_keeps_reach_more_edges_than_chance_alone()
    {
        if (Coverage.IsOn)
        {
            // This is the copy.
            return;
        }

        using var copy = new InstrumentedCopy();
        if (Environment.GetEnvironmentVariable("ORDERS_FUZZ_GUIDED") is { Length: > 0 })
        {
            var (status, text) = copy.Run(Environment.GetEnvironmentVariable("ORDERS_FUZZ_INPUTS") ?? "100000", keeps: true, Timeout.InfiniteTimeSpan, output.WriteLine);
            Assert.True(status == 0, text);
            return;
        }

        var guided = copy.Run(FewInputs, keeps: true, Longest, output.WriteLine);
        Assert.True(guided.Status == 0, guided.Output);
        var unguided = copy.Run(FewInputs, keeps: false, Longest, static _ => { });
        Assert.True(unguided.Status == 0, unguided.Output);
        Assert.True(Edges(guided.Output) > Edges(unguided.Output), $"{Edges(guided.Output)} with guidance, {Edges(unguided.Output)} without");
    }

    private static int Edges(string text) =>
        EdgesPattern().Matches(text).Sum(static match => int.Parse(match.Groups["edges"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));

    [GeneratedRegex("(?<edges>[0-9,]+) edges,", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EdgesPattern();
}

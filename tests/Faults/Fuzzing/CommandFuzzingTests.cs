using System.Globalization;
using Orders.Tests.Faults.Fuzzing.Campaigns;
using Orders.Tests.Faults.Fuzzing.Operators;
using Orders.Tests.Faults.Fuzzing.Operators.Inputs;
using Orders.Tests.Faults.Fuzzing.Targets;

namespace Orders.Tests.Faults.Fuzzing;

/// <summary>
/// Whatever the queues, the table, the stream, files and options hold, an operator's command ends in output, a usage error, or an odd
/// item that it names. An input is one run of a whole command, with one or more odd things before it. <c>./orders test faults --inputs N</c> runs N,
/// <c>--seed S</c> or <c>--input FILE</c> one again.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed class CommandFuzzingTests(ITestOutputHelper output)
{
    private const ulong DefaultInputs = 1_000_000;
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(4);

    // Of a hundred inputs.
    private static readonly Dictionary<string, (ulong Share, Func<Target> Create)> Campaigns = new()
    {
        ["dlq"] = (40, static () => new CommandTarget(CommandLines.Dlq)),
        ["order"] = (20, static () => new CommandTarget(CommandLines.Order)),
        ["events"] = (20, static () => new CommandTarget(CommandLines.Events)),
        ["status"] = (5, static () => new CommandTarget(CommandLines.Status)),
        ["pause"] = (5, static () => new CommandTarget(CommandLines.Pause)),
        ["rollback"] = (5, static () => new CommandTarget(CommandLines.RollBack)),
        ["console"] = (5, static () => new ConsoleTarget()),
    };

    public static TheoryData<string> Names => [.. Campaigns.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_input_ends_in_output_a_usage_error_or_a_named_odd_item(string name)
    {
        var (share, create) = Campaigns[name];
        if (FuzzingOptions.Run(new Campaign(name, create) { FindsAll = FuzzingOptions.Inputs is not null }, share, DefaultInputs, DefaultLimit) is not { } result)
        {
            return;
        }

        output.WriteLine(result.ToString());
        Assert.True(result.Found is null, string.Join("\n\n", result.All.Select(static found => found.Report())));
        Assert.True(result.Inputs > 0, "No input was run.");
    }
}

using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Failures;
using Orders.Operations.Orders;

namespace Orders.Cli.DeadLetters;

/// <summary>The options of the commands that redrive messages.</summary>
internal sealed class SendOptions
{
    private readonly Option<bool> _yes = new("--yes") { Description = "Send without asking. Without --yes and without a terminal, nothing is sent." };
    private readonly Option<decimal?> _maxRedrives = NumberOption.CreateInteger(
        "--max-redrives", $"The maximum number of redrives of a message. Default: {RedriveOptions.DefaultMaxRedrives}.", min: 1, max: RedriveMark.MaxCount);
    private readonly Option<bool> _wait = new("--wait") { Description = "Follow each message until it is an order, a duplicate or dead-lettered again, and report which." };
    private readonly Option<TimeSpan?> _waitLimit = AgeOption.Create("--wait-limit", "How long --wait waits, at most. Default: 2m.");
    private readonly Option<decimal?> _readUnits = NumberOption.Create(
        "--read-units", $"The maximum read units a second for the orders that --wait and --ramp follow. Default: {OrderRows.DefaultReadUnits}.", min: 1, max: 1_000_000);
    private readonly Option<bool> _personal = PersonalDataOption.Create();

    /// <summary>The default of <c>--wait-limit</c>.</summary>
    public static TimeSpan DefaultWaitLimit { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_yes, _maxRedrives, _wait, _waitLimit, _readUnits, _personal])
        {
            command.Add(option);
        }

        command.AddRule(result =>
        {
            if (result.GetResult(_waitLimit) is not null && !result.GetValue(_wait))
            {
                result.AddError("--wait-limit must come with --wait");
            }
        });
    }

    /// <summary>Refuses <c>--read-units</c> for a command that reads no orders.</summary>
    /// <param name="command">The command.</param>
    /// <param name="ramp">Its option <c>--ramp</c>; null if it has none.</param>
    public void RequireReader(Command command, Option<bool>? ramp = null) => command.AddRule(result =>
    {
        if (result.GetResult(_readUnits) is not null && !result.GetValue(_wait) && !(ramp is not null && result.GetValue(ramp)))
        {
            result.AddError(ramp is null ? "--read-units must come with --wait" : "--read-units must come with --wait or --ramp");
        }
    });

    /// <summary>Whether to proceed without asking.</summary>
    public bool IsYes(ParseResult result) => result.GetValue(_yes);

    /// <summary>Whether personal data is shown unmasked.</summary>
    public bool ShowsPersonalData(ParseResult result) => result.GetValue(_personal);

    /// <summary>The maximum number of redrives of a message.</summary>
    public int MaxRedrives(ParseResult result) => (int?)result.GetValue(_maxRedrives) ?? RedriveOptions.DefaultMaxRedrives;

    /// <summary>The maximum read units a second.</summary>
    public double ReadUnits(ParseResult result) => (double?)result.GetValue(_readUnits) ?? OrderRows.DefaultReadUnits;

    /// <summary>Returns how long to follow sent messages; null if the command does not wait.</summary>
    /// <exception cref="CommandException">Messages sent to this queue cannot be followed.</exception>
    public TimeSpan? FollowFor(ParseResult result, QueueRole role) => (result.GetValue(_wait), role.IsOrders) switch
    {
        (true, true) => result.GetValue(_waitLimit) ?? DefaultWaitLimit,
        (true, false) => throw new CommandException($"--wait follows orders only: the command cannot see whether a consumer has processed an event of {role.Name}.") { ExitCode = ExitCodes.Usage },
        _ => null,
    };
}

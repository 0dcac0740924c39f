using System.CommandLine;
using Orders.Cli.Options;
using Orders.Model;
using Orders.Operations.Events;

namespace Orders.Cli.Events;

/// <summary>The options that select the events of a replay: those of one order, of a time span, of on-failure records, or quarantined ones.</summary>
internal sealed class ReplayOptions
{
    private readonly Option<OrderId?> _order = OrderIdInput.Option("--order", "Replay the events of this order.");
    private readonly Option<decimal?> _version = NumberOption.CreateInteger("--version", "With --order: only the event of this version.", 1, int.MaxValue);
    private readonly Option<Moment?> _since = MomentOption.Create(
        "--since", "Replay the events of every order from this time on. Scans the whole table, whatever the time span.");
    private readonly Option<Moment?> _until = MomentOption.Create("--until", "With --since: only events before this time. Default: now.");
    private readonly Option<bool> _onFailure = new("--on-failure")
    {
        Description = "Replay the events of records that Lambda gave up, as reported on order-events-dlq, while the stream has them (24 hours). Deletes each letter whose events were accepted.",
    };
    private readonly Option<bool> _quarantined = new("--quarantined")
    {
        Description = "Replay the events that wait on order-events-dlq because a consumer's queue did not accept them. Deletes each letter whose event was accepted.",
    };
    private readonly Option<decimal?> _scanRate = NumberOption.Create("--scan-rate", "With --since: the maximum read units a second. Default: 100.", 1, 1_000_000);

    /// <summary>Returns the events that the options select.</summary>
    public ReplaySelection Read(ParseResult result, DateTimeOffset now) => new()
    {
        Order = result.GetValue(_order),
        Version = (int?)result.GetValue(_version),
        Span = result.GetValue(_since) is { } since ? (since.At(now), result.GetValue(_until)?.At(now) ?? now) : null,
        ScanRate = (double)(result.GetValue(_scanRate) ?? 100),
        IsOnFailure = result.GetValue(_onFailure),
        IsQuarantined = result.GetValue(_quarantined),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_order, _version, _since, _until, _onFailure, _quarantined, _scanRate])
        {
            command.Add(option);
        }

        command.AddRule(result =>
        {
            bool Has(Option option) => result.GetResult(option) is { Implicit: false } && (option is not Option<bool> flag || result.GetValue(flag));
            if (new Option[] { _order, _since, _onFailure, _quarantined }.Count(Has) != 1)
            {
                result.AddError("one of --order, --since, --on-failure and --quarantined must be given");
            }

            foreach (var (option, needed) in ((Option, Option)[])[(_version, _order), (_until, _since), (_scanRate, _since)])
            {
                if (Has(option) && !Has(needed))
                {
                    result.AddError($"{option.Name} must come with {needed.Name}");
                }
            }
        });
    }
}

using System.CommandLine;
using Orders.Cli.Options;
using Orders.Model;

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

    /// <summary>Returns the order that the options name.</summary>
    public OrderId? Order(ParseResult result) => result.GetValue(_order);

    /// <summary>Returns the version that the options name; null for all versions.</summary>
    public int? Version(ParseResult result) => (int?)result.GetValue(_version);

    /// <summary>Returns the time span that the options name.</summary>
    public (DateTimeOffset Since, DateTimeOffset Until)? Span(ParseResult result, DateTimeOffset now) =>
        result.GetValue(_since) is { } since ? (since.At(now), result.GetValue(_until)?.At(now) ?? now) : null;

    /// <summary>Whether the replay sends the events of on-failure records.</summary>
    public bool IsOnFailure(ParseResult result) => result.GetValue(_onFailure);

    /// <summary>Whether the replay sends quarantined events.</summary>
    public bool IsQuarantined(ParseResult result) => result.GetValue(_quarantined);

    /// <summary>The maximum read units a second.</summary>
    public double ScanRate(ParseResult result) => (double)(result.GetValue(_scanRate) ?? 100);

    /// <summary>Describes the options for the audit log.</summary>
    public string Describe(ParseResult result, DateTimeOffset now) => (Span(result, now), Version(result)) switch
    {
        ({ } span, _) => $"{Timestamp.Format(span.Since)} {Timestamp.Format(span.Until)}",
        (_, { } version) => $"{Order(result)}:{version}",
        _ => Order(result) is { } order ? $"{order}" : IsQuarantined(result) ? "quarantined" : "on_failure",
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

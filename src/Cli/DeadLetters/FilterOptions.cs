using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;

namespace Orders.Cli.DeadLetters;

/// <summary>The options that select messages.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _reason = new("--reason") { Description = "Only messages with this reason code; none selects those that SQS moved itself." };
    private readonly Option<string?> _field = new("--field") { Description = "Only messages whose reason names this field." };
    private readonly Option<TimeSpan?> _olderThan = AgeOption.Create("--older-than", "Only messages dead-lettered longer ago than this: 30m, 2h, 3d.");
    private readonly Option<TimeSpan?> _newerThan = AgeOption.Create("--newer-than", "Only messages dead-lettered within this time: 30m, 2h, 3d.");
    private readonly Option<string?> _id = new("--id") { Description = "Only the message with this ID, or the one whose ID has this prefix." };
    private readonly Option<string?> _where = new("--where") { Description = "Only messages matching this JMESPath expression over {body, attributes, reason}." };
    private readonly Option<decimal?> _limit = NumberOption.CreateInteger("--limit", "The maximum number of messages.", min: 1, max: int.MaxValue);

    public FilterOptions()
    {
        _reason.Suggest(static _ => LetterReason.Codes);
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_reason, _field, _olderThan, _newerThan, _id, _where, _limit])
        {
            command.Add(option);
        }
    }

    /// <summary>Returns the filter that the options describe.</summary>
    /// <exception cref="CommandException"><c>--where</c> is not a valid expression.</exception>
    public LetterFilter Read(ParseResult result) => new()
    {
        Reason = result.GetValue(_reason),
        Field = result.GetValue(_field),
        OlderThan = result.GetValue(_olderThan),
        NewerThan = result.GetValue(_newerThan),
        Id = result.GetValue(_id),
        Where = result.GetValue(_where) is { } where ? WhereExpression.Parse(where) : null,
        Limit = (int?)result.GetValue(_limit),
    };
}

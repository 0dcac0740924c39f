using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;

namespace Orders.Cli.DeadLetters;

/// <summary>The options that say which messages are meant.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _reason = new("--reason") { Description = "Of this code; none: those that SQS moved by itself." };
    private readonly Option<string?> _field = new("--field") { Description = "With this field at fault." };
    private readonly Option<TimeSpan?> _olderThan = AgeOption.Create("--older-than", "Dead for longer than this: 30m, 2h, 3d.");
    private readonly Option<TimeSpan?> _newerThan = AgeOption.Create("--newer-than", "Dead for less than this: 30m, 2h, 3d.");
    private readonly Option<string?> _id = new("--id") { Description = "The one of this id, or whose id alone begins so." };
    private readonly Option<string?> _where = new("--where") { Description = "Of which this JMESPath expression over {body, attributes, reason} is true." };
    private readonly Option<decimal?> _limit = NumberOption.CreateInteger("--limit", "At most so many.", min: 1, max: int.MaxValue);

    public FilterOptions()
    {
        _reason.Suggest(static _ => LetterReason.Codes);
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_reason, _field, _olderThan, _newerThan, _id, _where, _limit])
        {
            command.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="CommandException"><c>--where</c> is no expression.</exception>
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

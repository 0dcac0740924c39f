using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Orders.Storage;

namespace Orders.Tests.Unit.Support;

/// <summary>A PartiQL statement, of the part of the language that the pipeline uses; any other fails the test.</summary>
internal sealed partial class Statement
{
    private static readonly ConcurrentDictionary<string, Text> Texts = new(StringComparer.Ordinal);

    private readonly Text _text;
    private readonly List<AttributeValue> _parameters;

    private Statement(Text text, List<AttributeValue> parameters) => (_text, _parameters) = (text, parameters);

    public string Table => _text.Table;

    /// <summary>The key of the row that it is about.</summary>
    public string Key => _parameters[_text.IsInsert ? _text.Set.FindIndex(static set => set.Name == OrdersTable.OrderId) : _text.Set.Count].S;

    public static Statement Of(BatchStatementRequest request)
    {
        var text = Texts.GetOrAdd(request.Statement, Parse);
        return text.Set.Count + text.Where.Count == request.Parameters.Count
            ? new Statement(text, request.Parameters)
            : throw new NotSupportedException($"{request.Parameters.Count} parameters for {request.Statement}");
    }

    /// <summary>Does to a row what the statement says.</summary>
    /// <param name="before">The row, or null where there is none.</param>
    /// <returns>The row as it is then, or the code of the service's error.</returns>
    public (Dictionary<string, AttributeValue>? After, string? Error) Apply(IReadOnlyDictionary<string, AttributeValue>? before)
    {
        if (_text.IsInsert)
        {
            return before is null ? (Set([]), null) : (null, "DuplicateItem");
        }

        if (before is null || !_text.Where.Select((name, i) => Equal(before.GetValueOrDefault(name), _parameters[_text.Set.Count + i])).All(static holds => holds))
        {
            return (null, "ConditionalCheckFailed");
        }

        if (_text.Set.Exists(set => set.Appends && before.GetValueOrDefault(set.Name)?.L is null))
        {
            return (null, "ValidationError");
        }

        var after = Set(new Dictionary<string, AttributeValue>(before));
        _text.Removed.ForEach(name => after.Remove(name));

        return (after, null);
    }

    private Dictionary<string, AttributeValue> Set(Dictionary<string, AttributeValue> row)
    {
        for (var i = 0; i < _text.Set.Count; i++)
        {
            var (name, appends) = _text.Set[i];
            row[name] = appends ? new AttributeValue { L = [.. row[name].L, .. _parameters[i].L] } : _parameters[i];
        }

        return row;
    }

    private static bool Equal(AttributeValue? left, AttributeValue right) => left is not null && left.S == right.S && left.N == right.N;

    private static Text Parse(string statement)
    {
        if (Insertion().Match(statement) is { Success: true } insert)
        {
            return new Text(insert.Groups["table"].Value, IsInsert: true, [.. insert.Groups["name"].Captures.Select(static name => (name.Value, false))], [], []);
        }

        var update = Update().Match(statement);
        if (!update.Success || update.Groups["where"].Captures[0].Value != OrdersTable.OrderId)
        {
            throw new NotSupportedException(statement);
        }

        return new Text(
            update.Groups["table"].Value,
            IsInsert: false,
            [.. update.Groups["name"].Captures.Zip(update.Groups["value"].Captures, static (name, value) => value.Value == "?" || value.Value == $"list_append({name.Value}, ?)"
                ? (name.Value, value.Value != "?")
                : throw new NotSupportedException(value.Value))],
            [.. update.Groups["removed"].Captures.Select(static name => name.Value)],
            [.. update.Groups["where"].Captures.Select(static name => name.Value)]);
    }

    [GeneratedRegex("""^INSERT INTO "(?<table>[\w.-]+)" VALUE \{(?:'(?<name>\w+)': \?(?:, )?)+\}$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Insertion();

    [GeneratedRegex(
        """^UPDATE "(?<table>[\w.-]+)" (?:SET "(?<name>\w+)" = (?<value>\?|\w+\(\w+, \?\)) )+(?:REMOVE "(?<removed>\w+)" )*WHERE (?:"(?<where>\w+)" = \?(?: AND )?)+$""",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Update();

    private sealed record Text(string Table, bool IsInsert, List<(string Name, bool Appends)> Set, List<string> Removed, List<string> Where);
}

using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;

namespace Orders.Tests.Unit.Support;

/// <summary>The part of DynamoDB's expression language that the pipeline uses; any other expression fails the test.</summary>
internal sealed partial class Expressions(Dictionary<string, string> names, Dictionary<string, AttributeValue> values)
{
    public bool Holds(string? condition, IReadOnlyDictionary<string, AttributeValue> row) =>
        condition is null || condition.Split(" OR ").Any(either => either.Split(" AND ").All(term => TermHolds(term, row)));

    public Dictionary<string, AttributeValue> Update(string update, IReadOnlyDictionary<string, AttributeValue> row)
    {
        var changed = new Dictionary<string, AttributeValue>(row);
        var parts = update.Split(" REMOVE ");
        if (!parts[0].StartsWith("SET ", StringComparison.Ordinal))
        {
            throw new NotSupportedException(update);
        }

        foreach (var assignment in NextAssignment().Split(parts[0]["SET ".Length..]))
        {
            var sides = assignment.Split(" = ", 2);
            changed[names[sides[0]]] = Value(sides[1], row);
        }

        foreach (var removed in parts.Skip(1).SelectMany(static part => part.Split(", ")))
        {
            changed.Remove(names[removed]);
        }

        return changed;
    }

    private bool TermHolds(string term, IReadOnlyDictionary<string, AttributeValue> row)
    {
        if (Exists().Match(term) is { Success: true } exists)
        {
            return row.ContainsKey(names[exists.Groups["a"].Value]) != exists.Groups["not"].Success;
        }

        if (In().Match(term) is { Success: true } member)
        {
            return row.TryGetValue(names[member.Groups["a"].Value], out var value)
                && member.Groups["b"].Value.Split(", ").Any(name => Compare(value, values[name]) == 0);
        }

        var comparison = Comparison().Match(term);
        if (!comparison.Success)
        {
            throw new NotSupportedException(term);
        }

        return row.TryGetValue(names[comparison.Groups["a"].Value], out var left) && Compare(left, values[comparison.Groups["c"].Value]) is var order
            && comparison.Groups["b"].Value switch { "=" => order == 0, "<" => order < 0, _ => order >= 0 };
    }

    private AttributeValue Value(string expression, IReadOnlyDictionary<string, AttributeValue> row)
    {
        if (values.TryGetValue(expression, out var value))
        {
            return value;
        }

        if (Sum().Match(expression) is { Success: true } sum)
        {
            return new AttributeValue { N = (Number(row[names[sum.Groups["a"].Value]]) + Number(values[sum.Groups["b"].Value])).ToString(CultureInfo.InvariantCulture) };
        }

        var append = Append().Match(expression);
        if (!append.Success)
        {
            throw new NotSupportedException(expression);
        }

        var list = row.GetValueOrDefault(names[append.Groups["a"].Value]) ?? values[append.Groups["b"].Value];
        return new AttributeValue { L = [.. list.L, .. values[append.Groups["c"].Value].L] };
    }

    private static int Compare(AttributeValue left, AttributeValue right) =>
        left.N is null ? string.CompareOrdinal(left.S, right.S) : Number(left).CompareTo(Number(right));

    private static long Number(AttributeValue value) => long.Parse(value.N, CultureInfo.InvariantCulture);

    [GeneratedRegex(", (?=#)", RegexOptions.None, 1000)]
    private static partial Regex NextAssignment();

    [GeneratedRegex(@"^attribute_(?<not>not_)?exists\((?<a>#\w+)\)$", RegexOptions.None, 1000)]
    private static partial Regex Exists();

    [GeneratedRegex(@"^(?<a>#\w+) IN \((?<b>[^)]*)\)$", RegexOptions.None, 1000)]
    private static partial Regex In();

    [GeneratedRegex(@"^(?<a>#\w+) (?<b>=|<|>=) (?<c>:\w+)$", RegexOptions.None, 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^(?<a>#\w+) \+ (?<b>:\w+)$", RegexOptions.None, 1000)]
    private static partial Regex Sum();

    [GeneratedRegex(@"^list_append\(if_not_exists\((?<a>#\w+), (?<b>:\w+)\), (?<c>:\w+)\)$", RegexOptions.None, 1000)]
    private static partial Regex Append();
}

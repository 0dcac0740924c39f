using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Model;
using Orders.Tests.Faults.Fuzzing.Operators;
using Orders.Tests.Faults.Fuzzing.Operators.Inputs;

namespace Orders.Tests.Faults.Fuzzing.Plants;

/// <summary>A listing counts the age of a message in milliseconds that do not fit.</summary>
internal sealed class OverflowsOnAnAge() : CommandTarget(CommandLines.Dlq)
{
    protected override CommandResult Run(IReadOnlyList<string> arguments, Scenario scenario)
    {
        foreach (var letter in scenario.LetterItems)
        {
            using var reason = Parse(letter.Attributes?.GetValueOrDefault("dead_letter")?.StringValue);
            if (reason?.RootElement is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty("failed_at", out var text) && text.ValueKind == JsonValueKind.String
                && Timestamp.TryParse(text.GetRawText().Trim('"'), out var failed))
            {
                _ = (int)(DateTimeOffset.UtcNow - failed).TotalSeconds;
            }
        }

        return base.Run(arguments, scenario);
    }

    private static JsonDocument? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A reader of rows takes the name of every customer for a text.</summary>
internal sealed class ThrowsOnAnOddRow() : CommandTarget(CommandLines.Order)
{
    protected override CommandResult Run(IReadOnlyList<string> arguments, Scenario scenario)
    {
        _ = scenario.RowItems.Select(static row => row.GetValueOrDefault("customer_name")?.S.Length).ToList();
        return base.Run(arguments, scenario);
    }
}

/// <summary>A look forgets to give back a message without attributes.</summary>
internal sealed class LeavesMessagesHidden() : CommandTarget(CommandLines.Dlq)
{
    protected override CommandResult Run(IReadOnlyList<string> arguments, Scenario scenario)
    {
        var result = base.Run(arguments, scenario);
        if (scenario.LetterItems.Any(static letter => letter.Attributes is null))
        {
            Complete(Queues.ReceiveMessageAsync(new ReceiveMessageRequest("http://127.0.0.1:1/000000000000/orders-dlq") { VisibilityTimeout = 30 }));
        }

        return result;
    }
}

/// <summary>A filter without a value means all.</summary>
internal sealed class IgnoresAnEmptyId() : CommandTarget(CommandLines.Dlq)
{
    protected override CommandResult Run(IReadOnlyList<string> arguments, Scenario scenario)
    {
        var at = Enumerable.Range(0, arguments.Count).FirstOrDefault(at => arguments[at] == "--id" && at + 1 < arguments.Count && arguments[at + 1].Length == 0, -1);
        return base.Run(at < 0 ? arguments : [.. arguments.Take(at), .. arguments.Skip(at + 2)], scenario);
    }
}

/// <summary>A listing ends at the first message that it cannot read.</summary>
internal sealed class ShowsNothingBesideAnOddOne() : CommandTarget(CommandLines.Dlq)
{
    protected override CommandResult Run(IReadOnlyList<string> arguments, Scenario scenario)
    {
        var result = base.Run(arguments, scenario);
        return result.Output.Contains("unreadable", StringComparison.Ordinal) ? result with { Output = result.Output.Replace(Known.Letter, "", StringComparison.Ordinal) } : result;
    }
}

/// <summary>A redrive deletes what it did not send.</summary>
internal sealed class LosesARefusedMessage() : CommandTarget(CommandLines.Dlq)
{
    protected override CommandResult Run(IReadOnlyList<string> arguments, Scenario scenario)
    {
        var result = base.Run(arguments, scenario);
        if (arguments.Contains("redrive") && result.Output.Contains("breaks a rule", StringComparison.Ordinal))
        {
            Queues.Deleted.Add(Known.OddLetter(0));
        }

        return result;
    }
}

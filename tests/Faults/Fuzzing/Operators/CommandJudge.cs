using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Orders.Model;
using Orders.Operations.Failures;
using Orders.Storage;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Tests.Faults.Fuzzing.Operators.Inputs;
using Orders.Tests.Faults.Fuzzing.Operators.Services;
using Orders.Tests.Faults.Fuzzing.Services;
using Orders.Tests.Faults.Fuzzing.Targets;

namespace Orders.Tests.Faults.Fuzzing.Operators;

/// <summary>Says of a command that ran whether its end is one that a command may have.</summary>
internal sealed partial class CommandJudge(Scenario scenario, CommandResult result, OperatorQueues queues, Func<string, string> file)
{
    private const string Address = Words.Canary + "@example.com";

    // A collection that a service leaves out is an empty one.
    private static readonly HashSet<string> Harmless = ["null-messages", "null-failed", "null-id", "null-items", "empty-item", "null-attributes", "no-attributes"];

    private readonly bool _isNormal = scenario.Odd.All(Harmless.Contains) && scenario.Variables.Count == 0 && scenario.Metrics.Length == 0 && !scenario.Files.ContainsKey("settings");

    /// <summary>The dead-letter queue that a command works on.</summary>
    public static string QueueOf(Scenario scenario) =>
        scenario.Arguments.Contains("order-events-dlq") || scenario.Arguments.Contains("--on-failure") ? Deployed.EventsDlq
        : scenario.Arguments.Contains("consumer:fulfilment") ? Deployed.ConsumerDlq
        : Deployed.OrdersDlq;

    /// <exception cref="Escape">It is none.</exception>
    public void Check()
    {
        CheckExit();
        CheckText(result.Output);
        CheckText(result.Error);
        CheckJson();
        CheckMessages();
        CheckEmptyFilters();
        if (_isNormal && (result.ExitCode != ExitCodes.Interrupted || scenario.Arguments.Contains("tail")))
        {
            CheckExpected(CommandLines.Of(scenario.Arguments));
        }

        var missing = scenario.Odd.FirstOrDefault(static word => word.StartsWith("missing:", StringComparison.Ordinal))?["missing:".Length..];
        if (scenario.Arguments is [CommandLines.Status] && missing is { Length: > 0 } && scenario.Variables.Count == 0)
        {
            Escape.When(!Deployed.Queues.All(result.All.Contains), "a missing queue hides the others", result.All);
        }
    }

    private void CheckExit()
    {
        Escape.When(
            result.ExitCode is not (ExitCodes.Success or ExitCodes.Failed or ExitCodes.Usage or ExitCodes.CannotRun) && !(result.ExitCode == ExitCodes.Interrupted && result.WasStopped),
            $"an exit status of {result.ExitCode}",
            result.All);
        Escape.When(result.ExitCode is ExitCodes.Usage or ExitCodes.CannotRun && string.IsNullOrWhiteSpace(result.Error), $"an exit status of {result.ExitCode} without a word", "");
        Escape.When(_isNormal && result.Error.Contains("could not be called", StringComparison.Ordinal), "AWS is blamed", result.Error);
        Escape.When(result.Error.Contains("   at ", StringComparison.Ordinal), "a stack trace", result.Error);
    }

    private void CheckText(string text)
    {
        foreach (var character in text)
        {
            // What the operator has typed may be said back as it is.
            if (character is not ('\n' or '\t') && (char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format)
                && !scenario.Arguments.Any(argument => argument.Contains(character, StringComparison.Ordinal)))
            {
                var at = text.IndexOf(character, StringComparison.Ordinal);
                throw new Escape($"a control character in the output of {Command}", $"U+{(int)character:X4} behind {text[Math.Max(0, at - 80)..at]}");
            }
        }

        // What is masked is a customer's address; who works on messages is named, and a settings file is the operator's own.
        if (!scenario.Files.ContainsKey("settings") && !scenario.Arguments.Any(static argument => argument.Contains("--show-pii", StringComparison.Ordinal) || argument.Contains('@', StringComparison.Ordinal))
            && text.Contains(Address, StringComparison.Ordinal) && !IsOperator())
        {
            var at = text.IndexOf(Address, StringComparison.Ordinal);
            throw new Escape($"an e-mail address in the output of {Command}", text[Math.Max(0, at - 100)..Math.Min(text.Length, at + 100)]);
        }
    }

    private bool IsOperator() => scenario.LetterItems.Any(static letter => ByPattern().IsMatch(letter.Attributes?.GetValueOrDefault("redrive")?.StringValue ?? ""))
        || ByPattern().IsMatch(scenario.Files.GetValueOrDefault("audit", ""));

    private void CheckJson()
    {
        if (!result.IsJson || result.ExitCode is not (ExitCodes.Success or ExitCodes.Failed))
        {
            return;
        }

        foreach (var line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                JsonDocument.Parse(line).Dispose();
            }
            catch (JsonException exception)
            {
                throw new Escape($"no JSON from {Command}", $"{exception.Message}\n{line}");
            }
        }
    }

    private void CheckMessages()
    {
        Escape.When(queues.Hidden.Any(), "a message stays hidden", string.Join(' ', queues.Hidden));
        var isMeant = scenario.Arguments.Any(static argument => argument is "--yes" or "--yes=true" or "--yes:true" or "discard");
        Escape.When(!isMeant && queues.Deleted.Count + queues.Sent.Count > 0, "messages are moved although nobody said so", $"{queues.Deleted.Count} deleted, {queues.Sent.Count} sent");
        if (queues.Deleted.Count == 0)
        {
            return;
        }

        var log = result.Arguments.SkipWhile(static argument => argument != "--audit").ElementAtOrDefault(1) ?? file("audit");
        var audit = File.Exists(log) ? File.ReadAllText(log) : "";
        foreach (var id in queues.Deleted)
        {
            Escape.When(!audit.Contains(id, StringComparison.Ordinal), "a message is deleted without an audit entry", id);
            if (scenario.Arguments.Contains("redrive") || scenario.Arguments.Contains("edit"))
            {
                Escape.When(!WasSentBack(id), "a message is deleted without a copy", id);
            }
        }

        foreach (var (_, entry) in queues.Sent)
        {
            Escape.When(entry.MessageAttributes?.Count > 10, "a message with too many attributes is sent", entry.MessageBody);
        }

        // A message that an operator edited is one that SQS takes.
        if (scenario.Arguments.Contains("--set") || scenario.Arguments.Contains("edit"))
        {
            foreach (var (_, entry) in queues.Sent.Where(sent => !scenario.LetterItems.Any(letter => letter.Body == sent.Entry.MessageBody)))
            {
                Escape.When(!InstantSqs.Takes(entry.MessageBody), "a edited message that SQS does not take", entry.MessageBody);
            }
        }
    }

    private void CheckEmptyFilters()
    {
        if (scenario.Arguments.Contains("set-status"))
        {
            return;
        }

        for (var at = 0; at < scenario.Arguments.Count; at++)
        {
            // The library takes the argument after "--field=" for its value.
            var next = at + 1 < scenario.Arguments.Count ? scenario.Arguments[at + 1] : null;
            var isEmpty = CommandLines.Filters.Any(filter => (scenario.Arguments[at] == filter && next is { Length: 0 })
                || (scenario.Arguments[at] == filter + "=" && next is null or "" && !scenario.Arguments.Contains(filter)));
            Escape.When(isEmpty && result.ExitCode != ExitCodes.Usage, $"an empty value of {scenario.Arguments[at].TrimEnd('=')} is taken by {Command}", result.All);
        }
    }

    private void CheckExpected(Expected expected)
    {
        bool Has(Expected one) => (expected & one) != Expected.Nothing;
        var queue = QueueOf(scenario);
        var there = scenario.LetterItems.Count(letter => letter.Queue == queue) + 1;
        Escape.When(Has(Expected.Ends) && result.ExitCode is not (ExitCodes.Success or ExitCodes.Failed), $"{Command} does not do its work", $"{result.ExitCode}: {result.All}");
        Escape.When(
            Has(Expected.Letter) && !result.Output.Contains(queue == Deployed.ConsumerDlq ? Known.ConsumerLetter : Known.Letter, StringComparison.Ordinal), $"{Command} does not show the healthy message", result.All);
        Escape.When(Has(Expected.Row) && !result.Output.Contains(Known.Row, StringComparison.Ordinal), $"{Command} does not show the healthy order", result.All);
        Escape.When(
            Has(Expected.EveryLetter) && !result.Output.Contains($"\"count\":{there},", StringComparison.Ordinal) && !result.Output.Contains($"{there:N0} on {queue}", StringComparison.Ordinal),
            $"{Command} does not count every message",
            $"{there} are there: {result.All}");
        foreach (var row in scenario.RowItems.Where(_ => Has(Expected.EveryRow)).Where(IsPending))
        {
            Escape.When(!result.All.Contains(row[OrdersTable.OrderId].S, StringComparison.OrdinalIgnoreCase), $"{Command} does not name a row", $"{row[OrdersTable.OrderId].S}: {result.All}");
        }

        if (Has(Expected.SentBack) && scenario.Odd.Count == 0)
        {
            Escape.When(!WasSentBack(Known.Letter) || !queues.Deleted.Contains(Known.Letter), $"{Command} does not send the healthy message back", result.All);
        }

        // What seems to have come after the command began is left alone, and said so.
        var later = scenario.LetterItems.Count(letter => letter.Queue == queue
            && long.TryParse(letter.System?.GetValueOrDefault("SentTimestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var sent) && sent > DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Escape.When(Has(Expected.Discarded) && later == 0 && queues.Deleted.Count != there, $"{Command} does not discard every message", $"{queues.Deleted.Count} of {there}: {result.All}");
        if (Has(Expected.Exported))
        {
            var exported = File.Exists(file("out")) ? File.ReadAllLines(file("out")) : [];
            Escape.When(exported.Length != there, $"{Command} does not export every message", $"{exported.Length} of {there}: {result.All}");
            foreach (var line in exported)
            {
                JsonDocument.Parse(line).Dispose();
            }
        }

        Escape.When(Has(Expected.EventSent) && !queues.Sent.Exists(static sent => sent.Entry.MessageBody.Contains(Known.Row, StringComparison.Ordinal)), $"{Command} does not send the healthy order's event", result.All);
        foreach (var letter in scenario.LetterItems.Where(letter => Has(Expected.EveryReport) && letter.Queue == queue))
        {
            Escape.When(
                !queues.Deleted.Contains(letter.Id) && !result.All.Contains(letter.Id, StringComparison.Ordinal) && !result.All.Contains("letters_done", StringComparison.Ordinal) && !result.All.Contains("replayed completely", StringComparison.Ordinal),
                $"{Command} does not name a letter",
                $"{letter.Id}: {result.All}");
        }

        Escape.When(Has(Expected.AuditLine) && !result.Output.Contains(Known.Operator, StringComparison.Ordinal), $"{Command} does not tell the healthy line", result.All);
    }

    private bool WasSentBack(string id) =>
        queues.Sent.Exists(sent => sent.Entry.MessageAttributes?.Values.Any(value => value.StringValue?.Contains($"\"message_id\":\"{id}\"", StringComparison.Ordinal) == true) == true);

    private static bool IsPending(Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue> row) =>
        row.GetValueOrDefault(OrdersTable.StatusShard)?.S is { } shard && ShardPattern().IsMatch(shard)
        && row.GetValueOrDefault(OrdersTable.CreatedAt)?.S is not null
        && OrderId.TryParse(row.GetValueOrDefault(OrdersTable.OrderId)?.S, out _);

    private string Command => string.Join(' ', scenario.Arguments.Take(2).TakeWhile(static argument => !argument.StartsWith('-')));

    [GeneratedRegex("^PENDING#[0-7]$", RegexOptions.None, 1000)]
    private static partial Regex ShardPattern();

    [GeneratedRegex(@"""by""\s*:\s*""[^""]*" + Words.Canary + "@", RegexOptions.None, 1000)]
    private static partial Regex ByPattern();
}

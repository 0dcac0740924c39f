using System.Text.Json.Serialization;
using Orders.Operations.Terminal;

namespace Orders.Operations.Audit;

/// <summary>One command's actions on one queue.</summary>
/// <param name="At">When the command started.</param>
/// <param name="By">The operator.</param>
/// <param name="Action">The action.</param>
/// <param name="Queue">The queue's name.</param>
/// <param name="Results">The number of messages by result, largest first.</param>
/// <param name="Codes">The number of messages by reason code.</param>
internal sealed record AuditRun(
    DateTimeOffset At, string By, string Action, string Queue, IReadOnlyDictionary<string, int> Results, IReadOnlyDictionary<string, int> Codes)
{
    /// <summary>The caller's ARN; null for a pipeline on this machine.</summary>
    public string? Caller { get; init; }

    /// <summary>The operator's name, then the caller's ARN.</summary>
    [JsonIgnore]
    public string Actor => Caller is null ? By : $"{By}\n{Caller}";

    /// <summary>The queue's account; null in lines of earlier versions.</summary>
    public string? Account { get; init; }

    /// <summary>The queue's region; null in lines of earlier versions.</summary>
    public string? Region { get; init; }

    /// <summary>The queue's name, then its account and region.</summary>
    [JsonIgnore]
    public string Place => Account is null ? Queue : $"{Queue}\n{Account} {Region}";

    /// <summary>Sums up the lines of one run. Masks e-mail addresses, except in the operator's name.</summary>
    public static AuditRun Of(IEnumerable<AuditLine> lines)
    {
        var all = lines.ToList();
        return new AuditRun(
            all[0].Run, all[0].By, SafeText.Mask(all[0].Action), SafeText.Mask(all[0].Queue), Count(all, static line => line.Result), Count(all.Where(static line => line.Code.Length > 0), static line => line.Code))
        {
            Caller = all[0].Caller,
            Account = all[0].Account is { } account ? SafeText.Mask(account) : null,
            Region = all[0].Region is { } region ? SafeText.Mask(region) : null,
        };
    }

    private static OrderedDictionary<string, int> Count(IEnumerable<AuditLine> lines, Func<AuditLine, string> by) => new(
        lines.AggregateBy(line => SafeText.Mask(by(line)), seed: 0, static (sum, line) => sum + (line.Result == AuditResults.Sent ? line.Count ?? 1 : 1)).OrderByDescending(static count => count.Value).ThenBy(static count => count.Key, StringComparer.Ordinal), StringComparer.Ordinal);
}

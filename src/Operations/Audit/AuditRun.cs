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
    /// <summary>Sums up the lines of one run. Masks e-mail addresses, except in the operator's name.</summary>
    public static AuditRun Of(IEnumerable<AuditLine> lines)
    {
        var all = lines.ToList();
        return new AuditRun(
            all[0].Run, all[0].By, SafeText.Mask(all[0].Action), SafeText.Mask(all[0].Queue), Count(all, static line => line.Result), Count(all.Where(static line => line.Code.Length > 0), static line => line.Code));
    }

    private static OrderedDictionary<string, int> Count(IEnumerable<AuditLine> lines, Func<AuditLine, string> by) => new(
        lines.CountBy(line => SafeText.Mask(by(line))).OrderByDescending(static count => count.Value).ThenBy(static count => count.Key, StringComparer.Ordinal), StringComparer.Ordinal);
}

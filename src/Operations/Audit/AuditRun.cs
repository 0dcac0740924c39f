using Orders.Operations.Terminal;

namespace Orders.Operations.Audit;

/// <summary>What one command did on one queue.</summary>
/// <param name="At">When it began.</param>
/// <param name="By">Who called it.</param>
/// <param name="Action">What it did.</param>
/// <param name="Queue">Where.</param>
/// <param name="Results">How many messages by result, the most first.</param>
/// <param name="Codes">How many by the code for which they were dead.</param>
internal sealed record AuditRun(
    DateTimeOffset At, string By, string Action, string Queue, IReadOnlyDictionary<string, int> Results, IReadOnlyDictionary<string, int> Codes)
{
    /// <summary>Sums up the lines of one run. Who did it is named; e-mail addresses elsewhere are those of strangers, and are masked.</summary>
    public static AuditRun Of(IEnumerable<AuditLine> lines)
    {
        var all = lines.ToList();
        return new AuditRun(
            all[0].Run, all[0].By, SafeText.Mask(all[0].Action), SafeText.Mask(all[0].Queue), Count(all, static line => line.Result), Count(all.Where(static line => line.Code.Length > 0), static line => line.Code));
    }

    private static OrderedDictionary<string, int> Count(IEnumerable<AuditLine> lines, Func<AuditLine, string> by) => new(
        lines.CountBy(line => SafeText.Mask(by(line))).OrderByDescending(static count => count.Value).ThenBy(static count => count.Key, StringComparer.Ordinal), StringComparer.Ordinal);
}

namespace Orders.Tests.Faults.Fuzzing.Operators.Inputs;

/// <summary>What must be seen of a command that ran beside odd things.</summary>
[Flags]
internal enum Expected
{
    Nothing = 0,

    /// <summary>The healthy message stands in the output.</summary>
    Letter = 1,

    /// <summary>The healthy order stands in the output.</summary>
    Row = 1 << 1,

    /// <summary>Every message of the queue was counted.</summary>
    EveryLetter = 1 << 2,

    /// <summary>Every row of the index is named in the output, shown or as one that cannot be.</summary>
    EveryRow = 1 << 3,

    /// <summary>The healthy message was sent back and deleted.</summary>
    SentBack = 1 << 4,

    /// <summary>Every message was deleted, and is in the audit log as it was.</summary>
    Discarded = 1 << 5,

    /// <summary>Every message is in the file.</summary>
    Exported = 1 << 6,

    /// <summary>The healthy order's event was sent.</summary>
    EventSent = 1 << 7,

    /// <summary>Every letter of the stream is done with, or named.</summary>
    EveryReport = 1 << 8,

    /// <summary>The healthy line of the audit log is told.</summary>
    AuditLine = 1 << 9,

    /// <summary>The command ends well, or finds that something is not so.</summary>
    Ends = 1 << 10,
}

/// <summary>The command lines that inputs are made of. A name in braces stands for a value of the run.</summary>
internal static class CommandLines
{
    public const string Dlq = "dlq";
    public const string Order = "order";
    public const string Events = "events";
    public const string Status = "status";
    public const string Pause = "pause";
    public const string RollBack = "rollback";

    public static readonly IReadOnlyList<(string Line, Expected Expected)> All =
    [
        .. Both("dlq list", Expected.Letter | Expected.EveryLetter | Expected.Ends),
        .. Both("dlq list --queue order-events-dlq", Expected.EveryLetter | Expected.Ends),
        .. Both("dlq list --queue consumer:fulfilment", Expected.Letter | Expected.Ends),
        .. Both("dlq list --older-than 1m", Expected.Letter | Expected.Ends),
        .. Both("dlq list --newer-than 36500d --reason healthy_neighbour --field item", Expected.Letter | Expected.Ends),
        .. Both("dlq list --where body.item=='a'", Expected.Letter | Expected.Ends),
        ("dlq list --where starts_with(body.item,'a')", Expected.Letter | Expected.Ends),
        .. Both("dlq show --id {letter}", Expected.Letter | Expected.Ends),
        .. Both("dlq show --id {odd-letter}", Expected.Ends),
        .. Both("dlq show --id {odd-letter} --show-pii --audit {tmp}/audit", Expected.Ends),
        ("dlq show --id {letter} --queue consumer:fulfilment", Expected.Nothing),
        ("dlq show --id {odd-letter} --queue order-events-dlq", Expected.Nothing),
        ("dlq export --output {tmp}/out --audit {tmp}/audit", Expected.Exported | Expected.Ends),
        ("dlq export --output {tmp}/out --audit {tmp}/audit --queue order-events-dlq", Expected.Exported | Expected.Ends),
        .. Both("dlq redrive", Expected.Ends),
        .. Both("dlq redrive --reason healthy_neighbour --set source=x --set-json quantity=2", Expected.Ends),
        .. Both("dlq redrive --set source=x --remove metadata", Expected.Ends),
        .. Both("dlq redrive --yes --audit {tmp}/audit", Expected.SentBack | Expected.Ends),
        .. Both("dlq redrive --yes --audit {tmp}/audit --set source=x", Expected.SentBack | Expected.Ends),
        .. Both("dlq redrive --yes --audit {tmp}/audit --set-json /metadata/a={} --remove owner", Expected.Ends),
        .. Both("dlq redrive --yes --audit {tmp}/audit --wait --wait-limit 0s", Expected.SentBack | Expected.Ends),
        // A ramp stops after the first step that has no outcome.
        .. Both("dlq redrive --yes --audit {tmp}/audit --ramp --ramp-wait 0s", Expected.Ends),
        .. Both("dlq redrive --yes --audit {tmp}/audit --queue consumer:fulfilment", Expected.Ends),
        ("dlq redrive --yes --queue order-events-dlq", Expected.Nothing),
        .. Both("dlq discard --count {count} --audit {tmp}/audit", Expected.Discarded | Expected.Ends),
        ("dlq discard --count {count} --audit {tmp}/audit --queue order-events-dlq", Expected.Nothing),
        ("dlq edit --id {letter} --yes --audit {tmp}/audit", Expected.Nothing),
        ("dlq edit --id {odd-letter} --yes --audit {tmp}/audit --json", Expected.Nothing),
        .. Both("dlq import {tmp}/import --yes --audit {tmp}/audit", Expected.Nothing),
        ("dlq import {tmp}/import", Expected.Nothing),
        .. Both("dlq report --audit {tmp}/audit", Expected.AuditLine | Expected.Ends),
        .. Both("dlq report --audit {tmp}/audit --since 36500d", Expected.AuditLine | Expected.Ends),
        .. Both("order list --status PENDING", Expected.Row | Expected.EveryRow | Expected.Ends),
        .. Both("order list --status PENDING --show-pii --audit {tmp}/audit", Expected.Row | Expected.EveryRow | Expected.Ends),
        .. Both("order list --status PENDING --owner queue --older-than 1m", Expected.Row | Expected.Ends),
        .. Both("order list --status PENDING --newer-than 36500d --limit 10000", Expected.Row | Expected.Ends),
        .. Both("order get {row}", Expected.Row | Expected.Ends),
        .. Both("order get {odd-row}", Expected.Nothing),
        .. Both("order get --key k --owner queue", Expected.Nothing),
        .. Both("order history {row}", Expected.Letter | Expected.Ends),
        .. Both("order history {odd-row}", Expected.Nothing),
        .. Both("order set-status {row} PROCESSING --yes --audit {tmp}/audit", Expected.Row | Expected.Ends),
        .. Both("order set-status {odd-row} CANCELLED --yes --audit {tmp}/audit --reason r", Expected.Nothing),
        .. Both("order set-status {odd-row} PROCESSING", Expected.Nothing),
        .. Both("order set-status {row} PROCESSING --yes --wait --wait-limit 0s --audit {tmp}/audit", Expected.Row | Expected.Ends),
        .. Both("order erase {row}", Expected.Row | Expected.Ends),
        .. Both("order erase {row} --yes --audit {tmp}/audit", Expected.Row | Expected.Ends),
        .. Both("order erase {odd-row} --yes --audit {tmp}/audit --discard-letters", Expected.Nothing),
        .. Both("order erase --owner queue --yes --audit {tmp}/audit", Expected.Row | Expected.Ends),
        .. Both("order erase --email zoe@example.com --yes --audit {tmp}/audit --discard-letters", Expected.Ends),
        .. Both("events replay --order {row} --yes --audit {tmp}/audit", Expected.EventSent | Expected.Ends),
        .. Both("events replay --order {odd-row} --yes --audit {tmp}/audit", Expected.Nothing),
        .. Both("events replay --order {odd-row}", Expected.Nothing),
        .. Both("events replay --since 36500d --yes --audit {tmp}/audit", Expected.EventSent | Expected.Ends),
        .. Both("events replay --since 36500d --until 0s", Expected.Ends),
        .. Both("events replay --since 2024-01-01T00:00:00Z --until 2027-01-01T00:00:00Z --consumer fulfilment", Expected.Ends),
        .. Both("events replay --on-failure --yes --audit {tmp}/audit", Expected.EventSent | Expected.EveryReport | Expected.Ends),
        .. Both("events replay --on-failure", Expected.EveryReport | Expected.Ends),
        .. Both("events tail --since trim-horizon", Expected.Row),
        .. Both("events tail --since trim-horizon --consumer fulfilment", Expected.Row),
        .. Both("events tail --since trim-horizon --order {row} --show-pii --audit {tmp}/audit", Expected.Row),
        .. Both("events tail --since trim-horizon --type orders.placed.v1 --limit 2", Expected.Nothing),
        .. Both("status", Expected.Ends),
        .. Both("status --watch 1", Expected.Nothing),
        .. Both("pause processor", Expected.Ends),
        .. Both("pause notifier --yes --wait-limit 0s --audit {tmp}/audit", Expected.Ends),
        .. Both("rollback --dry-run", Expected.Ends),
        .. Both("rollback --yes --audit {tmp}/audit", Expected.Ends),
        .. Both("rollback ingest notifier --to aaaaaaa1 --yes --audit {tmp}/audit", Expected.Ends),
    ];

    /// <summary>Options whose command may go on for longer than an input has.</summary>
    public static readonly IReadOnlyList<string> Waiting = ["--wait", "--ramp", "--rate", "--watch", "--scan-rate", "--read-units"];

    /// <summary>Options that say which items are meant: without a value they must not mean all.</summary>
    public static readonly IReadOnlyList<string> Filters =
        ["--id", "--reason", "--field", "--where", "--older-than", "--newer-than", "--limit", "--queue", "--key", "--owner", "--email", "--consumer", "--type", "--order", "--since", "--until", "--status", "--version", "--count"];

    /// <summary>Options that name a file that is read or written. Their values stay in the folder of the run.</summary>
    public static readonly IReadOnlyList<string> Paths = ["--audit", "--output", "-o", "--settings"];

    /// <summary>Those that the command line of an input has at its place in <see cref="All"/>.</summary>
    public static Expected Of(IEnumerable<string> arguments)
    {
        var line = string.Join(' ', arguments);
        return All.FirstOrDefault(known => known.Line == line).Expected;
    }

    private static IEnumerable<(string Line, Expected Expected)> Both(string line, Expected expected) => [(line, expected), (line + " --json", expected)];
}

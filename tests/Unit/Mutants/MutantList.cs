namespace Orders.Tests.Unit.Mutants;

/// <summary>All mutants. The places of two of them do not overlap; two of one place have the same original.</summary>
internal static partial class MutantList
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        .. Notifier, .. Events, .. Processor, .. Ingest, .. Queues, .. Resilience, .. Senders, .. Writes, .. Reads, .. Model,
        .. Of(Runtime, "AmazonLambda"),
        .. Of(LocalServers, "Local"),
        .. Of(Letters, "DeadLetters"),
        .. Of(Commands, "Cli"),
        .. Of(Demo, "Demo"),
        .. Of(Operations, "Events", "Status", "Local", "WebConsole"),
    ];

    private static IEnumerable<Mutant> Of(IEnumerable<Mutant> mutants, params IReadOnlyList<string> concerns) =>
        mutants.Select(mutant => mutant with { Concerns = concerns });
}

namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of the demo, which reconciles what was sent with what arrived.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Demo =>
    [
        new("demo-valid-dead-letter", "src/Dev/Demo/Reconciler.cs", "sent is null || !givenUp.Contains(letter.Order)", "false",
            "The demo accepts no dead letter of a valid message."),
        new("demo-any-status", "src/Dev/Demo/Reconciler.cs", "(row.Status != status || row.Version != version) && !givenUp.Contains(id)", "false",
            "The demo misses a change of an order that was not made."),
        new("demo-any-order-of-events", "src/Dev/Demo/Reconciler.cs", "onTime.Zip(onTime.Skip(1)).Count(static pair => pair.Second < pair.First)", "0",
            "The demo counts events that came out of order."),
        new("demo-late-events-of-all", "src/Dev/Demo/Reconciler.cs", "broken?.Name == consumer.Consumer.Name ? [.. came.Where(sequence => !broken.MayBeLate(id, sequence))] : came", "broken is null ? came : [.. came.Where(sequence => !broken.MayBeLate(id, sequence))]",
            "The demo lets only the broken consumer's events be late."),
        new("demo-late-events-of-none", "src/Dev/Demo/Reconciler.cs", "broken?.Name == consumer.Consumer.Name ? [.. came.Where(sequence => !broken.MayBeLate(id, sequence))] : came", "came",
            "The demo lets replayed events of the broken consumer be late."),
        new("demo-doubled-events", "src/Dev/Demo/Reconciler.cs", "came.Length - came.Distinct().Count()", "0",
            "The demo counts events that came twice."),
    ];
}

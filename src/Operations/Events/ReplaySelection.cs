using Orders.Model;

namespace Orders.Operations.Events;

/// <summary>The events of a replay: those of one order, of a time span, of on-failure records, or quarantined ones.</summary>
internal sealed record ReplaySelection
{
    /// <summary>The order; null if another member selects the events.</summary>
    public OrderId? Order { get; init; }

    /// <summary>The version of the order; null for all.</summary>
    public int? Version { get; init; }

    /// <summary>The time span, for a scan of the table; null if another member selects the events.</summary>
    public (DateTimeOffset Since, DateTimeOffset Until)? Span { get; init; }

    /// <summary>The maximum read units a second of a scan.</summary>
    public double ScanRate { get; init; } = 100;

    /// <summary>Whether the replay sends the events of on-failure records.</summary>
    public bool IsOnFailure { get; init; }

    /// <summary>Whether the replay sends quarantined events.</summary>
    public bool IsQuarantined { get; init; }

    /// <summary>The only consumer; null for all.</summary>
    public string? Consumer { get; init; }

    /// <summary>The maximum number of events a second; null for no limit.</summary>
    public double? PerSecond { get; init; }

    /// <summary>Describes the selection for the audit log.</summary>
    public override string ToString() => (Span, Version) switch
    {
        ({ } span, _) => $"{Timestamp.Format(span.Since)} {Timestamp.Format(span.Until)}",
        (_, { } version) => $"{Order}:{version}",
        _ => Order is { } order ? $"{order}" : IsQuarantined ? "quarantined" : "on_failure",
    };
}

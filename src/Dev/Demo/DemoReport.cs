using System.Text.Json;
using System.Text.Json.Serialization;
using Orders.Local.Lambda;

namespace Orders.Dev.Demo;

/// <summary>The result of a run. Its JSON has these names in snake case.</summary>
internal sealed record DemoReport
{
    public required int Sent { get; init; }
    public required int Accepted { get; init; }
    public required int Replayed { get; init; }
    public required int Refused { get; init; }

    /// <summary>Orders without a key whose request failed: they may exist or not.</summary>
    public required int NotAnswered { get; init; }

    public required int Orders { get; init; }
    public required int StatusChanges { get; init; }
    public required int DeadLetters { get; init; }

    /// <summary>The number of rejected orders in the table.</summary>
    public required int Rejected { get; init; }
    public required int Events { get; init; }

    /// <summary>Accepted orders and changes that are missing or incomplete, and events that did not arrive.</summary>
    public required int Lost { get; init; }

    /// <summary>Orders, dead letters and events that exist once too often.</summary>
    public required int Doubled { get; init; }

    /// <summary>Events that arrived before an earlier one of the same order.</summary>
    public required int OutOfOrder { get; init; }

    public required long ElapsedMs { get; init; }
    public required double OrdersPerSecond { get; init; }

    /// <summary>The memory of the functions that ran long enough, to show that it does not grow.</summary>
    public required IReadOnlyList<DemoMemory> Memory { get; init; }

    /// <summary>Other violations of the contract, as sentences.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>The number of injected faults by name; left out if there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? Faults { get; init; }

    [JsonIgnore]
    public bool EveryGuaranteeHeld => Lost == 0 && Doubled == 0 && OutOfOrder == 0 && Problems.Count == 0;

    public string ToJson() => JsonSerializer.Serialize(this, DemoJsonContext.Default.DemoReport);
}

/// <summary>The maximum memory, in 10⁶ bytes, of a function's process in each half of its time.</summary>
internal sealed record DemoMemory(string Function, double FirstHalfMb, double SecondHalfMb)
{
    /// <summary>Returns the largest process of each function.</summary>
    public static IReadOnlyList<DemoMemory> Of(IEnumerable<MemoryHalves> processes) =>
    [
        .. processes.GroupBy(static process => process.Function).Select(static function => new DemoMemory(
            function.Key, Math.Round(function.Max(static process => process.FirstMb), 1), Math.Round(function.Max(static process => process.SecondMb), 1))),
    ];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DemoReport))]
internal sealed partial class DemoJsonContext : JsonSerializerContext;

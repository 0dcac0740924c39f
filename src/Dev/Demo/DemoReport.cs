using System.Text.Json;
using System.Text.Json.Serialization;
using Orders.Local.Lambda;

namespace Orders.Dev.Demo;

/// <summary>The accounts of a run. The names are those of the JSON object that <c>--json</c> prints.</summary>
internal sealed record DemoReport
{
    public required int Sent { get; init; }
    public required int Accepted { get; init; }
    public required int Replayed { get; init; }
    public required int Refused { get; init; }

    /// <summary>Orders without a key whose request failed: they may be there or not.</summary>
    public required int NotAnswered { get; init; }

    public required int Orders { get; init; }
    public required int StatusChanges { get; init; }
    public required int DeadLetters { get; init; }
    public required int Events { get; init; }

    /// <summary>What was accepted and is nowhere, or not where it should have come to; and events that did not come.</summary>
    public required int Lost { get; init; }

    /// <summary>Orders, dead letters and events that are there once too often.</summary>
    public required int Doubled { get; init; }

    /// <summary>Events that came before one of the same order that happened earlier.</summary>
    public required int OutOfOrder { get; init; }

    public required long ElapsedMs { get; init; }
    public required double OrdersPerSecond { get; init; }

    /// <summary>How much memory the functions took, for each that ran long enough: it does not grow with what they have done.</summary>
    public required IReadOnlyList<DemoMemory> Memory { get; init; }

    /// <summary>What else was not as the contract says, a sentence each.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>How often what went wrong on purpose, by name; left out where nothing did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? Faults { get; init; }

    [JsonIgnore]
    public bool EveryGuaranteeHeld => Lost == 0 && Doubled == 0 && OutOfOrder == 0 && Problems.Count == 0;

    public string ToJson() => JsonSerializer.Serialize(this, DemoJsonContext.Default.DemoReport);
}

/// <summary>The most memory, in 10⁶ bytes, that a process of a function took in each half of its time.</summary>
internal sealed record DemoMemory(string Function, double FirstHalfMb, double SecondHalfMb)
{
    /// <summary>Of each function, its largest process.</summary>
    public static IReadOnlyList<DemoMemory> Of(IEnumerable<MemoryHalves> processes) =>
    [
        .. processes.GroupBy(static process => process.Function).Select(static function => new DemoMemory(
            function.Key, Math.Round(function.Max(static process => process.FirstMb), 1), Math.Round(function.Max(static process => process.SecondMb), 1))),
    ];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DemoReport))]
internal sealed partial class DemoJsonContext : JsonSerializerContext;

using System.Globalization;
using System.Text.Json.Serialization;
using Orders.Model;
using Orders.Operations.Connections;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Orders.Erasing;

/// <summary>The plan or the result of an erasure. It has no personal data.</summary>
/// <param name="IsDryRun">Whether nothing was changed.</param>
/// <param name="Orders">The orders.</param>
/// <param name="Letters">The dead letters.</param>
/// <param name="Problems">What could not be looked at, as sentences.</param>
/// <param name="Remaining">The places that may still have the data.</param>
internal sealed record ErasureReport(
    [property: JsonPropertyName("dry_run")] bool IsDryRun,
    IReadOnlyList<ErasedOrder> Orders,
    IReadOnlyList<ErasedLetter> Letters,
    IReadOnlyList<string> Problems,
    IReadOnlyList<RemainingCopy> Remaining)
{
    private const int Named = 20;

    /// <summary>Whether the command was interrupted before it had reached everything.</summary>
    [JsonPropertyName("interrupted")]
    public bool IsInterrupted { get; init; }

    /// <summary>The account and region.</summary>
    [JsonIgnore]
    public AwsPlace? Place { get; init; }

    /// <summary>The account's id; null if unknown.</summary>
    public string? Account => Place?.Account;

    /// <summary>The region's code; null if unknown.</summary>
    public string? Region => Place?.Region;

    /// <summary>Whether everything that was found is erased, or would be.</summary>
    [JsonIgnore]
    public bool IsWell => Problems.Count == 0 && !IsInterrupted && Orders.All(static order => order.IsWell) && Letters.All(static letter => letter.Result != ErasedLetter.NotErased);

    /// <summary>The number of orders to erase.</summary>
    [JsonIgnore]
    public int PlannedOrders => Orders.Count(static order => order.Result == ErasedOrder.Planned);

    /// <summary>The number of dead letters to erase.</summary>
    [JsonIgnore]
    public int PlannedLetters => Letters.Count(static letter => letter.Result == ErasedLetter.Planned);

    /// <summary>Whether there is anything to erase.</summary>
    [JsonIgnore]
    public bool HasPlanned => PlannedOrders + PlannedLetters > 0;

    /// <summary>The orders and letters to erase, as a text.</summary>
    [JsonIgnore]
    public string Planned => $"{Counted.Of(PlannedOrders, "order")} and {Counted.Of(PlannedLetters, "dead letter")}";

    /// <summary>Returns the report of a command that was interrupted before it had found anything.</summary>
    public static ErasureReport Interrupted { get; } = new(IsDryRun: true, [], [], [], []) { IsInterrupted = true };

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.ErasureReport.ToText(this);

    /// <summary>Writes the report as text.</summary>
    public void WriteTo(TextWriter output)
    {
        foreach (var group in Orders.GroupBy(static order => order.Result))
        {
            output.WriteLine($"{Counted.Of(group.Count(), "order")}: {ErasedOrder.Describe(group.Key)}");
            Write(output, [.. group.Select(static order => order.Cause is null ? order.OrderId : $"{order.OrderId} ({order.Cause})")]);
        }

        foreach (var group in Letters.GroupBy(static letter => (letter.Queue, letter.Result)))
        {
            output.WriteLine($"{Counted.Of(group.Count(), "dead letter")} on {group.Key.Queue}: {ErasedLetter.Describe(group.Key.Result)}");
            Write(output, [.. group.Select(static letter => letter.Cause is null ? letter.MessageId : $"{letter.MessageId} ({letter.Cause})")]);
        }

        if (Orders.Count + Letters.Count == 0)
        {
            output.WriteLine("No order and no dead letter matches.");
        }

        foreach (var problem in Problems)
        {
            output.WriteLine(problem);
        }

        output.WriteLine("Copies may remain here. Logs have no personal data.");
        foreach (var copy in Remaining)
        {
            output.WriteLine($"  {copy.Place} ({(copy.Until is { } until ? $"until {Timestamp.Format(until)}" : "until deleted")}): {copy.Holds}");
        }

        if (IsDryRun)
        {
            output.WriteLine($"{(HasPlanned ? $"{Planned} would be erased{(Place is null ? "" : $" in {Place}")}. " : "")}Nothing was changed.{(HasPlanned ? " Use --yes to erase." : "")}");
        }
    }

    private static void Write(TextWriter output, IReadOnlyList<string> names)
    {
        foreach (var name in names.Take(Named))
        {
            output.WriteLine($"  {SafeText.Value(name)}");
        }

        if (names.Count > Named)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {names.Count - Named:N0} more"));
        }
    }
}

/// <summary>An order of an erasure.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="Result">The result.</param>
internal sealed record ErasedOrder(string OrderId, string Result)
{
    public const string Planned = "planned";
    public const string Erased = "erased";
    public const string ErasedBefore = "erased_before";
    public const string NoRow = "no_row";
    public const string NotErased = "not_erased";

    /// <summary>Why it was not erased; null if it was.</summary>
    public string? Cause { get; init; }

    /// <summary>Whether the table has no personal data of the order, or would have none.</summary>
    [JsonIgnore]
    public bool IsWell => Result != NotErased;

    /// <summary>Returns what a result says.</summary>
    public static string Describe(string result) => result switch
    {
        Planned => "personal fields to be erased",
        Erased => "personal fields erased",
        ErasedBefore => "erased before",
        NoRow => "no row",
        _ => "not erased",
    };
}

/// <summary>A dead letter of an erasure.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="MessageId">The letter's id.</param>
/// <param name="Result">The result.</param>
internal sealed record ErasedLetter(string Queue, string MessageId, string Result)
{
    public const string Planned = "planned";
    public const string Redacted = "redacted";
    public const string Discarded = "discarded";
    public const string NotErased = "not_erased";

    /// <summary>The id of the copy without personal data; null if there is none. If the letter was not erased, both are on the queue.</summary>
    public string? NewMessageId { get; init; }

    /// <summary>Why it was not erased; null if it was.</summary>
    public string? Cause { get; init; }

    /// <summary>Whether the queue does not have the letter any more.</summary>
    [JsonIgnore]
    public bool IsErased => Result is Redacted or Discarded;

    /// <summary>Returns what a result says.</summary>
    public static string Describe(string result) => result switch
    {
        Planned => "to be erased",
        Redacted => "replaced by a copy without personal fields",
        Discarded => "discarded",
        _ => "not erased; --discard-letters deletes them instead",
    };
}

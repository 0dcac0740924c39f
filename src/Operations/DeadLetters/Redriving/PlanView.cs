using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The output of a redrive's dry run.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Selection">The messages that it was made from.</param>
/// <param name="ShowPersonalData">Whether personal data is shown unmasked.</param>
internal sealed record PlanView(RedrivePlan Plan, Selection Selection, bool ShowPersonalData)
{
    private readonly IReadOnlyList<PlannedRedrive> _ready = [.. Plan.Ready];

    /// <summary>Returns the plan as JSON.</summary>
    public string ToJson() => OperationsJson.Default.PlanViewJson.ToText(new PlanViewJson(
        Plan.Role.Name,
        Plan.Target,
        Plan.Role.Place?.Account,
        Plan.Role.Place?.Region,
        DryRun: true,
        _ready.Count,
        Plan.Refused.Count(),
        Selection.Later.Count,
        Selection.HeldElsewhere,
        Selection.HasAll,
        Plan.Entries.Select(entry => new PlannedLetterJson(
            entry.Letter.Id, entry.Letter.Reason.Code, entry.Letter.Reason.Field, entry.Refusal, entry.StillWrong?.ToString(), EditedBody(entry))),
        Selection.Odd));

    /// <summary>Writes the plan as text.</summary>
    public void WriteTo(TextWriter output)
    {
        string Value(string? text) => SafeText.Value(text ?? "", ShowPersonalData);

        output.WriteLine($"{_ready.Count:N0} of {Plan.Role.Title} would be redriven to {Plan.Target}");
        foreach (var group in LetterGroup.Of(_ready.Select(static entry => entry.Letter)))
        {
            output.WriteLine($"  {group.Count,7:N0}  {Value(group.Code)} {Value(group.Field)}");
        }

        foreach (var refusal in Plan.Refused.GroupBy(static entry => entry.Refusal).OrderByDescending(static group => group.Count()))
        {
            output.WriteLine($"  {refusal.Count(),7:N0}  not: {Value(refusal.Key)} (for example {refusal.First().Letter.Id})");
        }

        foreach (var wrong in _ready.Where(static entry => entry.StillWrong is not null).GroupBy(static entry => entry.StillWrong!.ToString()))
        {
            output.WriteLine($"{Counted.Of(wrong.Count(), "message")} would be rejected again: {Value(wrong.Key)}. Change the body with --set, --set-json or --remove, or with ./orders dlq edit.");
        }

        if (_ready.FirstOrDefault(static entry => entry.IsEdited) is { } edited)
        {
            output.WriteLine($"Changed, for example {edited.Letter.Id}:");
            output.WriteLine($"  before  {Value(Body(edited.Letter.Message.Body))}");
            output.WriteLine($"  after   {Value(Body(edited.Message!.Body))}");
        }

        if (Selection.Later.Count > 0)
        {
            output.WriteLine($"{Selection.LaterNote}");
        }

        if (!Selection.IsComplete)
        {
            output.WriteLine(DeadLetters.Selection.IncompleteNote);
        }
    }

    private string? EditedBody(PlannedRedrive entry) => entry is { IsEdited: true, Message.Body: var body } ? Body(body) : null;

    private string Body(string body) => ShowPersonalData ? body : SafeText.MaskBody(body);
}

/// <summary>The plan's JSON.</summary>
internal sealed record PlanViewJson(
    string Queue, string Target, string? Account, string? Region, bool DryRun, int Ready, int Refused, int Later, int HeldElsewhere, bool Complete,
    IEnumerable<PlannedLetterJson> Messages, IReadOnlyList<LetterFault> WhereNotApplied);

/// <summary>The plan for one message.</summary>
internal sealed record PlannedLetterJson(string MessageId, string Code, string Field, string? Refused, string? DeadAgainFor, string? Body);

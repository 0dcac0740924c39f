using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Terminal;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>The plan of a redrive, shown before the operator confirms.</summary>
/// <param name="Target">The queue to which messages are sent.</param>
/// <param name="Count">The number of messages that are sent.</param>
/// <param name="Refused">The number of messages that stay.</param>
/// <param name="MaxRedrives">The maximum number of redrives of a message.</param>
/// <param name="Invalid">The number of sent messages that still break a rule.</param>
/// <param name="Groups">The messages that are sent, by reason.</param>
/// <param name="Refusals">Why messages stay.</param>
/// <param name="Edits">The first edited bodies, before and after.</param>
internal sealed record PlanJson(
    string Target, int Count, int Refused, int MaxRedrives, int Invalid, IEnumerable<PlannedGroupJson> Groups, IEnumerable<RefusalJson> Refusals, IEnumerable<PlannedEditJson> Edits)
{
    private const int MaxEdits = 20;

    public static PlanJson Of(RedrivePlan plan, bool showPersonalData)
    {
        string Shown(string body) => showPersonalData ? body : SafeText.MaskBody(body);
        var ready = plan.Ready.ToList();
        return new PlanJson(
            plan.Target,
            ready.Count,
            plan.Entries.Count - ready.Count,
            plan.Options.MaxRedrives,
            ready.Count(static entry => entry.StillWrong is not null),
            LetterGroup.Of(ready.Select(static entry => entry.Letter)).Select(static group => new PlannedGroupJson(group.Code, group.Field, group.Count)),
            plan.Refused.CountBy(static entry => entry.Refusal!).OrderByDescending(static refusal => refusal.Value).Select(static refusal => new RefusalJson(refusal.Key, refusal.Value)),
            ready.Where(static entry => entry.IsEdited).Take(MaxEdits).Select(entry => new PlannedEditJson(entry.Letter.Id, Shown(entry.Letter.Message.Body), Shown(entry.Message!.Body))));
    }
}

/// <summary>The messages of one reason.</summary>
internal sealed record PlannedGroupJson(string Code, string Field, int Count);

/// <summary>Why some messages stay, as a sentence.</summary>
internal sealed record RefusalJson(string Reason, int Count);

/// <summary>The body of a message before and after the edit.</summary>
internal sealed record PlannedEditJson(string Id, string Before, string After);

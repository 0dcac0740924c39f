using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>The plan of a redrive, shown before the operator confirms.</summary>
internal sealed record PlanJson(string Target, int Count, int Refused, int MaxRedrives, int Invalid, IEnumerable<PlannedGroupJson> Groups)
{
    public static PlanJson Of(RedrivePlan plan)
    {
        var ready = plan.Ready.ToList();
        return new PlanJson(
            plan.Target,
            ready.Count,
            plan.Entries.Count - ready.Count,
            plan.Options.MaxRedrives,
            ready.Count(static entry => entry.StillWrong is not null),
            LetterGroup.Of(ready.Select(static entry => entry.Letter)).Select(static group => new PlannedGroupJson(group.Code, group.Field, group.Count)));
    }
}

/// <summary>The messages of one reason.</summary>
internal sealed record PlannedGroupJson(string Code, string Field, int Count);

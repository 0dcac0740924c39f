using System.Text.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>What a redrive would do, for the page to ask whether it should.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter writer, RedrivePlan plan)
    {
        var ready = plan.Ready.ToList();
        writer.WriteStartObject();
        writer.WriteString("target", plan.Target);
        writer.WriteNumber("count", ready.Count);
        writer.WriteNumber("refused", plan.Entries.Count - ready.Count);
        writer.WriteNumber("most_redrives", plan.Options.MaxRedrives);
        writer.WriteNumber("invalid", ready.Count(static entry => entry.StillWrong is not null));
        writer.WriteStartArray("groups");
        foreach (var group in LetterGroup.Of(ready.Select(static entry => entry.Letter)))
        {
            writer.WriteStartObject();
            writer.WriteString("code", group.Code);
            writer.WriteString("field", group.Field);
            writer.WriteNumber("count", group.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

using System.Text.Json;
using Orders.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>What a dry run of a redrive prints.</summary>
/// <param name="Plan">What would be done.</param>
/// <param name="Selection">What it was made from.</param>
/// <param name="ShowPersonalData">Whether e-mail addresses are shown as they are.</param>
internal sealed record PlanView(RedrivePlan Plan, Selection Selection, bool ShowPersonalData)
{
    private readonly IReadOnlyList<PlannedRedrive> _ready = [.. Plan.Ready];

    /// <summary>The plan for a program.</summary>
    public string ToJson() => JsonWriting.ToText(this, static (writer, view) => view.Write(writer));

    /// <summary>The plan for a person.</summary>
    public void WriteTo(TextWriter output)
    {
        string Value(string? text) => SafeText.Value(text ?? "", ShowPersonalData);

        output.WriteLine($"{_ready.Count:N0} of {Plan.Role.Name} would be sent back to {Plan.Target}");
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
            output.WriteLine($"  before  {Value(edited.Letter.Message.Body)}");
            output.WriteLine($"  after   {Value(edited.Message!.Body)}");
        }

        if (Selection.Later > 0)
        {
            output.WriteLine($"{Selection.LaterNote}");
        }

        if (!Selection.IsComplete || Plan.Role.IsFifo)
        {
            output.WriteLine("There may be more: SQS shows some messages only when those before them are gone.");
        }
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("queue", Plan.Role.Name);
        writer.WriteString("target", Plan.Target);
        writer.WriteBoolean("dry_run", true);
        writer.WriteNumber("ready", _ready.Count);
        writer.WriteNumber("refused", Plan.Refused.Count());
        writer.WriteNumber("later", Selection.Later);
        writer.WriteBoolean("complete", Selection.IsComplete && !Plan.Role.IsFifo);
        writer.WriteStartArray("messages");
        foreach (var entry in Plan.Entries)
        {
            writer.WriteStartObject();
            writer.WriteString("message_id", entry.Letter.Id);
            writer.WriteString("code", entry.Letter.Reason.Code);
            writer.WriteString("field", entry.Letter.Reason.Field);
            writer.WriteOptional("refused", entry.Refusal);
            writer.WriteOptional("dead_again_for", entry.StillWrong?.ToString());
            if (entry is { IsEdited: true, Message: { } message })
            {
                writer.WriteString("body", ShowPersonalData ? message.Body : SafeText.Mask(message.Body));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Selection.WriteOdd(writer);
        writer.WriteEndObject();
    }
}

using System.Text.Json;
using Orders.Json;

namespace Orders.Operations.Doctor.Checks;

/// <summary>How a check of one thing ended.</summary>
internal enum Verdict
{
    /// <summary>It is as it must be.</summary>
    Sound,

    /// <summary>It is not.</summary>
    Broken,

    /// <summary>It could not be looked at.</summary>
    NotChecked,
}

/// <summary>What a check says of one thing.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Subject">The thing: a queue, a function, …</param>
/// <param name="Found">What is there.</param>
/// <param name="Rule">What must be there, and why where that is not plain.</param>
/// <param name="Fix">What to do; empty where nothing is to be done.</param>
internal sealed record Finding(Verdict Verdict, string Subject, string Found, string Rule = "", string Fix = "")
{
    /// <summary>A finding by whether a rule holds.</summary>
    public static Finding Judge(bool holds, string subject, string found, string rule, string fix) =>
        holds ? new Finding(Verdict.Sound, subject, found) : new Finding(Verdict.Broken, subject, found, rule, fix);

    /// <summary>Something that could not be looked at.</summary>
    public static Finding NotChecked(string subject, string why) => new(Verdict.NotChecked, subject, why);

    /// <summary>Writes it for a program.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="check">The check that says it.</param>
    public void Write(Utf8JsonWriter writer, string check)
    {
        writer.WriteStartObject();
        writer.WriteString("check", check);
        writer.WriteString("subject", Subject);
        writer.WriteString("verdict", Verdict switch { Verdict.Sound => "sound", Verdict.Broken => "broken", _ => "not_checked" });
        writer.WriteString("found", Found);
        writer.WriteOptional("rule", Rule.Length > 0 ? Rule : null);
        writer.WriteOptional("fix", Fix.Length > 0 ? Fix : null);
        writer.WriteEndObject();
    }
}

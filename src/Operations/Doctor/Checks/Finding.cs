using System.Text.Json.Serialization;

namespace Orders.Operations.Doctor.Checks;

/// <summary>The result of checking one thing.</summary>
internal enum Verdict
{
    /// <summary>It follows the rule.</summary>
    Sound,

    /// <summary>It follows the rule, and operators should know of it.</summary>
    Noted,

    /// <summary>It breaks the rule.</summary>
    Broken,

    /// <summary>It could not be checked.</summary>
    NotChecked,
}

/// <summary>A check's finding about one thing.</summary>
/// <param name="Subject">The thing: a queue, a function, …</param>
/// <param name="Verdict">The result.</param>
/// <param name="Found">What was found.</param>
/// <param name="Rule">The rule, and its reason if that is not plain; null if it holds.</param>
/// <param name="Fix">What to do; null if there is nothing to do.</param>
internal sealed record Finding(string Subject, Verdict Verdict, string Found, string? Rule = null, string? Fix = null)
{
    /// <summary>The check's name.</summary>
    [JsonPropertyOrder(-1)]
    public string Check { get; init; } = "";

    /// <summary>Creates a finding from whether a rule holds.</summary>
    public static Finding Judge(bool holds, string subject, string found, string rule, string fix) =>
        holds ? new Finding(subject, Verdict.Sound, found) : new Finding(subject, Verdict.Broken, found, rule, fix);

    /// <summary>Creates a finding for something that could not be checked.</summary>
    public static Finding NotChecked(string subject, string why) => new(subject, Verdict.NotChecked, why);
}

using System.Text.Json.Serialization;

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
/// <param name="Subject">The thing: a queue, a function, …</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Found">What is there.</param>
/// <param name="Rule">What must be there, and why where that is not plain; null where it is there.</param>
/// <param name="Fix">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Subject, Verdict Verdict, string Found, string? Rule = null, string? Fix = null)
{
    /// <summary>The check that says it.</summary>
    [JsonPropertyOrder(-1)]
    public string Check { get; init; } = "";

    /// <summary>A finding by whether a rule holds.</summary>
    public static Finding Judge(bool holds, string subject, string found, string rule, string fix) =>
        holds ? new Finding(subject, Verdict.Sound, found) : new Finding(subject, Verdict.Broken, found, rule, fix);

    /// <summary>Something that could not be looked at.</summary>
    public static Finding NotChecked(string subject, string why) => new(subject, Verdict.NotChecked, why);
}

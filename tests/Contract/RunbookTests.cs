using System.Text.RegularExpressions;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract;

/// <summary>Whoever is woken by an alarm finds its section.</summary>
public sealed partial class RunbookTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    /// <summary>The part of each alarm's name that is the same in every deployment.</summary>
    public static TheoryData<string> Alarms =>
    [
        .. AlarmName().Matches(File.ReadAllText(Path.Combine(Repository.Root, "terraform", "alarms.tf")))
            .Select(static match => match.Groups["kind"].Value),
    ];

    [Theory]
    [MemberData(nameof(Alarms))]
    public void Each_alarm_leads_to_a_section(string kind) => Assert.Matches($@"(?m)^\| .*{Regex.Escape(kind)}`.* \| \[.+\]\(#.+\) \|$", Page);

    [Fact]
    public void There_are_alarms() => Assert.True(Alarms.Count >= 7);

    [Fact]
    public void Each_symptom_says_what_it_means_and_how_to_know_that_it_is_over()
    {
        var symptoms = Regex.Split(Page, "^## ", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Where(static section => section.Contains("**Means:**", StringComparison.Ordinal)).ToList();

        Assert.True(symptoms.Count >= 8);
        Assert.All(symptoms, static section => Assert.Contains("**Over** when", section, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"alarm_name\s*=\s*""\$\{[^}]+\}(?<kind>-[\w-]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlarmName();
}

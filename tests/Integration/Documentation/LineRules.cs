using System.Text.RegularExpressions;

namespace Orders.Tests.Integration.Documentation;

/// <summary>
/// Decides, by a line's program and verb, whether it can run against a local pipeline. A line that no rule knows fails the tests
/// until somebody decides.
/// </summary>
static class LineRules
{
    /// <summary>The first one that matches a line holds.</summary>
    public static IReadOnlyList<LineRule> All { get; } =
    [
        new(@"(^|&& )(cd )?terraform\b", Fate.NeedsMore, "a deployment at AWS (the suite terraform deploys to moto)"),
        new(@"^aws dynamodb (restore-table-|list-backups|wait |(get|put)-item .*(Orders-before|row\.json))", Fate.NeedsMore, "a backup of DynamoDB"),
        new(@"^aws logs ", Fate.NeedsMore, "CloudWatch Logs (local functions log into files)"),
        new(@" --profile ", Fate.NeedsMore, "a profile of the AWS CLI with a deployment"),
        new(@"^rm -rf artifacts/|^AmazonLambda=nuget ", Fate.NeedsMore, "a package feed that has the official Amazon.Lambda packages"),
        new(@"^(gh|sha256sum|for role in) ", Fate.NeedsMore, "a release, and a deployment of it (the suite terraform runs the comparison against moto)"),
        new(@"^\./orders rollback (?!--help)", Fate.NeedsMore, "published versions (the suite terraform rolls back on moto)"),
        new(@"^cp destroy/|^aws sqs delete-queue |^aws lambda delete-function ", Fate.NeedsMore, "a deployment that is no longer needed"),
        new(@"^\./orders .*--queue sender:", Fate.RunsElsewhere, "an outside sender; OutsideSenderTests run it"),
        new(@"^ssh ", Fate.NeedsMore, "a second machine"),
        new(@"^dotnet |^\./orders (test|bench|package|demo|up)\b", Fate.RunsElsewhere, "starts a build, a suite or a pipeline of its own; other tests run it"),
        new(@"^\./orders status .*--watch", Fate.RunsUntilStopped, "prints until Ctrl-C, and says what its last look found, if it had one", 0, 1, 130),
        new(@"^\./orders events tail\b(?!.* --limit)", Fate.RunsUntilStopped, "prints until Ctrl-C", 130),
        new(@"^\./orders (status|doctor)\b", Fate.Runs, "says by its exit status whether all is well", 0, 1),
        new(@"^\./orders events replay --quarantined\b", Fate.Runs, "says by its exit status whether an event was quarantined", 0, 1),
        new(@"^\./orders order erase\b", Fate.Runs, "says by its exit status whether another reader hid a dead letter", 0, 1),
        new(@"^(source <\()?\./orders (send|dlq|order|events|pause|resume|cost|scale|completion|\w+ --help)\b", Fate.Runs, "ends by itself"),
        new(@"^(echo .*\|\s*)?aws (sqs|lambda|dynamodb|cloudwatch) |^curl |^jq ", Fate.Runs, "ends by itself"),
    ];

    /// <summary>The rule for a line; null where nobody has decided.</summary>
    public static LineRule? For(DocumentedLine line) => All.FirstOrDefault(rule => rule.Knows(line));
}

/// <summary>What becomes of a documented line.</summary>
enum Fate
{
    Runs,
    RunsUntilStopped,
    RunsElsewhere,
    NeedsMore,
}

/// <summary>A rule.</summary>
/// <param name="Pattern">The lines that it knows.</param>
/// <param name="Fate">What becomes of them.</param>
/// <param name="Why">Why, or what they need that is not on this machine.</param>
/// <param name="Statuses">The exit statuses that are documented; none is 0.</param>
sealed record LineRule(string Pattern, Fate Fate, string Why, params IReadOnlyList<int> Statuses)
{
    public bool Knows(DocumentedLine line) => Regex.IsMatch(line.Command, Pattern, RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    public bool Allows(int status) => Statuses.Count == 0 ? status == 0 : Statuses.Contains(status);
}

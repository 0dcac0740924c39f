using System.Globalization;
using System.Text.RegularExpressions;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Documentation;

/// <summary>What a page tells its readers to paste does what the page says, in a shell that has the <c>export</c> lines of <c>orders up</c>.</summary>
[Trait("Duration", "long")]
public sealed class DocumentedLinesTests(ReadersPipeline pipeline) : IClassFixture<ReadersPipeline>
{
    /// <summary>The first line of each block in which something can run here.</summary>
    public static TheoryData<string, int> Blocks => [.. DocumentedLines.Blocks
        .Where(static block => block.Lines.Any(static line => LineRules.For(line) is { Fate: Fate.Runs or Fate.RunsUntilStopped }))
        .Select(static block => (block.Page, block.Lines[0].Number))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task They_work_as_printed(string page, int line) =>
        await RunAsync(DocumentedLines.Blocks.First(block => block.Page == page && block.Lines[0].Number == line));

    [Fact]
    public async Task What_up_prints_works_as_printed()
    {
        var printed = pipeline.Guide.Split('\n').Index().Where(static line => line.Item.StartsWith("  ", StringComparison.Ordinal) && !line.Item.Contains("   ", StringComparison.Ordinal)
            && !line.Item.TrimStart().StartsWith("export ", StringComparison.Ordinal));
        var block = new DocumentedBlock("orders up", DocumentedLines.OfShell(printed));

        Assert.InRange(block.Lines.Count, 6, 20);
        await RunAsync(block);
    }

    [Fact]
    public void Somebody_has_decided_about_each_line()
    {
        var lines = DocumentedLines.Blocks.SelectMany(static block => block.Lines.Select(line => (block.Page, Line: line))).ToList();

        var undecided = lines.Where(static line => LineRules.For(line.Line) is null).Select(static line => $"{line.Page}:{line.Line.Number}: {line.Line.Command}").ToList();
        Assert.True(undecided.Count == 0, $"Decide in {nameof(LineRules)} whether these can run against a local pipeline:\n{string.Join('\n', undecided)}");
        Assert.All(LineRules.All, rule => Assert.True(lines.Exists(line => LineRules.For(line.Line) == rule), $"No page has a line for the rule {rule.Pattern}."));
        Assert.InRange(lines.Count(static line => LineRules.For(line.Line) is { Fate: Fate.Runs or Fate.RunsUntilStopped }), 60, 500);
    }

    [Fact]
    public void What_needs_more_than_this_machine_is_named()
    {
        var needs = DocumentedLines.Blocks.SelectMany(static block => block.Lines.Select(line => (block.Page, Line: line, Rule: LineRules.For(line))))
            .Where(static line => line.Rule is { Fate: Fate.NeedsMore })
            .GroupBy(static line => line.Rule!.Why, static line => $"{line.Page}:{line.Line.Number}")
            .ToList();

        // A rule that no documented line needs any more must go.
        Assert.Equal(LineRules.All.Where(static rule => rule.Fate == Fate.NeedsMore).Select(static rule => rule.Why).Order(), needs.Select(static need => need.Key).Order());
        Assert.Skip(Tools.Missing(string.Join("; ", needs.Select(static need => $"{need.Key}: {string.Join(", ", need)}"))));
    }

    async Task RunAsync(DocumentedBlock block)
    {
        var shell = pipeline.NewShell();
        var (failures, missing) = (new List<string>(), new List<string>());
        foreach (var line in block.Lines)
        {
            if (LineRules.For(line) is not { Fate: Fate.Runs or Fate.RunsUntilStopped } rule)
            {
                continue;
            }

            if (await MissingAsync(line) is { } tool)
            {
                missing.Add($"{tool}, for {block.Page}:{line.Number}");
                continue;
            }

            var command = await pipeline.PrepareAsync(line, shell);
            var result = rule.Fate == Fate.Runs ? await shell.RunAsync(command) : await shell.RunUntilItPrintsAsync(command, () => pipeline.PlaceAsync());
            if (Complaint(line, rule, result) is { } complaint)
            {
                failures.Add($"{block.Page}:{line.Number}: {complaint}\n$ {command}\n{result.Text}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.SkipWhen(missing.Count > 0, Tools.Missing(string.Join("; ", missing)));
    }

    static string? Complaint(DocumentedLine line, LineRule rule, CliResult result) => (rule, line.Output) switch
    {
        _ when !rule.Allows(result.Status) => string.Create(CultureInfo.InvariantCulture, $"ended with {result.Status}"),
        // Only a line whose output goes elsewhere prints nothing.
        _ when result.Lines.Count == 0 && !line.Command.Contains('>', StringComparison.Ordinal) && !line.Command.StartsWith("source ", StringComparison.Ordinal) => "printed nothing",
        (_, { } output) when !Regex.IsMatch(result.Text, Regex.Escape(output).Replace("…", ".*", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1)) => $"did not print {output}",
        _ => null,
    };

    static async Task<string?> MissingAsync(DocumentedLine line)
    {
        foreach (var tool in new[] { "aws", "curl", "jq" }.Where(tool => Regex.IsMatch(line.Command, $@"(^|\|\s*){tool} ", RegexOptions.None, TimeSpan.FromSeconds(1))))
        {
            if (tool == "aws" && await AwsCli.UnusableAsync() is { } reason)
            {
                return reason[Tools.Phrase.Length..];
            }

            if (!Array.Exists(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator), folder => File.Exists(Path.Combine(folder, tool))))
            {
                return tool;
            }
        }

        return null;
    }
}

using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Orders.Cli;
using Orders.Cli.Options;
using Orders.Dev;

namespace Orders.Tests.Unit.Cli;

/// <summary>Every command line of ours that a page tells readers to type is one.</summary>
public sealed partial class DocumentedCommandTests
{
    /// <summary>What pages write for what their readers know.</summary>
    static readonly (string Placeholder, string Value)[] Placeholders =
    [
        ("$ORDER_ID", "0192f0c1-2c3d-8e4f-9a5b-6c7d8e9f0a1b"), ("$ID", "0192f0c1-2c3d-8e4f-9a5b-6c7d8e9f0a1b"), ("ID", "0192f0c1-2c3d-8e4f-9a5b-6c7d8e9f0a1b"),
        ("NAME", "fulfilment"), ("FILE", "letters.ndjson"), ("RATE", "0.1"), ("N", "100"), ("S", "7"), ("…", "5fea7756"),
    ];

    public static TheoryData<string, string> Commands
    {
        get
        {
            var root = Repository.Find().Root;
            var pages = Directory.EnumerateFiles(root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories));
            var commands = from page in pages
                           from Match match in Command().Matches(File.ReadAllText(page))
                           select (Page: Path.GetRelativePath(root, page), Line: match.Groups["line"].Value.Trim());
            return [.. commands.Distinct()];
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void It_is_understood(string page, string command)
    {
        var line = Placeholders.Aggregate(command, static (line, known) => Regex.Replace(
            line, $@"(?<![\w$-]){Regex.Escape(known.Placeholder)}(?!\w)", known.Value, RegexOptions.None, TimeSpan.FromSeconds(1)));

        // The parser knows double quotes only, and a JMESPath expression has single ones inside.
        var result = OrdersCommand.Create(Repository.Find()).Parse(line.Contains('"', StringComparison.Ordinal) ? line.Replace("'", "", StringComparison.Ordinal) : line.Replace('\'', '"'));

        Assert.True(result.Errors.Count == 0, $"{page}: {line}: {string.Join("; ", result.Errors.Select(static error => error.Message))}");
    }

    [Fact]
    public void There_are_many() => Assert.True(Commands.Count > 30);

    // In a block of code up to a comment, the line's end or what a shell makes of the rest; in a sentence, where it has an option, up to the closing quote.
    [GeneratedRegex(@"(^\./orders |`\./orders (?=[^`]* --))(?<line>('[^'\n]*'|""[^""\n]*""|[^`#\n>|&])+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}

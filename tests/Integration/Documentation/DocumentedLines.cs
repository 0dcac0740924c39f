using System.Text.RegularExpressions;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Documentation;

/// <summary>The command lines that README, docs and contracts print for their readers to paste.</summary>
static partial class DocumentedLines
{
    /// <summary>All of them: each block of shell commands, and each line inside a sentence that has an option.</summary>
    public static IReadOnlyList<DocumentedBlock> Blocks { get; } =
        [.. Pages().SelectMany(static page => Read(Path.GetRelativePath(Repository.Root, page), File.ReadAllLines(page)))];

    /// <summary>The lines of a text that a shell takes, without prompts and prose between them.</summary>
    public static IReadOnlyList<DocumentedLine> OfShell(IEnumerable<(int Number, string Text)> text)
    {
        var lines = new List<DocumentedLine>();
        var (start, pending) = (0, "");
        foreach (var (number, line) in text.Select(static line => (line.Number, line.Text.Trim())))
        {
            if (pending.Length == 0 && line.StartsWith('#'))
            {
                // A comment below a command that is JSON is what the command prints.
                if (line.StartsWith("# {", StringComparison.Ordinal) && lines is [.., var last])
                {
                    lines[^1] = last with { Output = line[2..] };
                }
            }
            else if (line.Length > 0)
            {
                (start, pending) = (pending.Length == 0 ? number : start, pending.Length == 0 ? line : $"{pending}\n{line}");
                if (!line.EndsWith('\\') && !line.EndsWith('|'))
                {
                    lines.Add(new DocumentedLine(start, WithoutComment().Replace(pending, "")));
                    pending = "";
                }
            }
        }

        return lines;
    }

    static IEnumerable<string> Pages() => new[] { "docs", "contracts" }
        .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"));

    static IEnumerable<DocumentedBlock> Read(string page, string[] text)
    {
        List<(int Number, string Text)>? block = null;
        // A block in a list is indented.
        foreach (var (index, line) in text.Select(static line => line.TrimStart()).Index())
        {
            if (block is null && line.StartsWith("```", StringComparison.Ordinal))
            {
                block = [(0, line)];
            }
            else if (block is not null && line.StartsWith("```", StringComparison.Ordinal))
            {
                if (block[0].Text is "```bash" or "```sh" or "```shell" or "```console")
                {
                    yield return new DocumentedBlock(page, OfShell(block.Skip(1)));
                }

                block = null;
            }
            else if (block is not null)
            {
                block.Add((index + 1, line));
            }
            else
            {
                foreach (Match match in InSentence().Matches(line))
                {
                    yield return new DocumentedBlock(page, [new DocumentedLine(index + 1, match.Groups["line"].Value)]);
                }
            }
        }
    }

    [GeneratedRegex(@"\s+#\s.*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithoutComment();

    [GeneratedRegex(@"`(?<line>(\./orders|aws|curl|jq|terraform) [^`]*( --| ID\b)[^`]*)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InSentence();
}

/// <summary>Lines that stand together on a page, and that a reader pastes one after the other.</summary>
sealed record DocumentedBlock(string Page, IReadOnlyList<DocumentedLine> Lines);

/// <summary>A line for a shell.</summary>
/// <param name="Number">Where it begins on its page.</param>
/// <param name="Command">The line, without the comment behind it.</param>
/// <param name="Output">What it prints, where the page says so; <c>…</c> stands for anything.</param>
sealed record DocumentedLine(int Number, string Command, string? Output = null);

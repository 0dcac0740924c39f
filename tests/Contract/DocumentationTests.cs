using System.Text.RegularExpressions;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract;

public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "contracts"), "*.md", SearchOption.AllDirectories))
            .Select(static file => Path.GetRelativePath(Repository.Root, file)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        foreach (var link in Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(static match => match.Groups))
        {
            var target = link["file"].Value is { Length: > 0 } file ? Path.Combine(folder, file) : Path.Combine(Repository.Root, page);
            Assert.True(Path.Exists(target), $"{page}: {link[0].Value}");
            if (link["heading"].Value is { Length: > 0 } heading)
            {
                Assert.True(Headings(target).Contains(heading), $"{page}: {link[0].Value} names no heading");
            }
        }
    }

    // As GitHub makes anchors of headings.
    static HashSet<string> Headings(string page) => [.. File.ReadLines(page)
        .Where(static line => line.StartsWith('#'))
        .Select(static line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<file>[^)#\s]*)(#(?<heading>[^)\s]+))?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchors();
}

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

    [Theory]
    [InlineData("README.md", "If the answer to a write is lost on a message's last receive, it may end as both")]
    [InlineData("docs/operations.md", "the answer to its write was lost on its last receive")]
    [InlineData("README.md", "Before the key's first row exists, the API answers 200, and the conflict becomes a dead letter with `key_conflict`")]
    [InlineData("docs/operations.md", "sent before the first order had its row, is a dead letter with `key_conflict`; its sender was answered 200")]
    [InlineData("contracts/openapi.yaml", "With other content, the request is refused with 422")]
    [InlineData("contracts/openapi.yaml", "A key is known as long as the table has its order's row. If the deployment has a time to live, that is at least 30 days after the order's final status")]
    [InlineData("contracts/openapi.yaml", "a request with the same key and other content is answered 200")]
    public void The_exceptions_of_G1_and_G3_and_the_life_of_a_key_are_stated_to_readers(string page, string sentence) => Assert.Contains(
        sentence, WhiteSpace().Replace(File.ReadAllText(Path.Combine(Repository.Root, page)), " "), StringComparison.Ordinal);

    // As GitHub makes anchors of headings.
    static HashSet<string> Headings(string page) => [.. File.ReadLines(page)
        .Where(static line => line.StartsWith('#'))
        .Select(static line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<file>[^)#\s]*)(#(?<heading>[^)\s]+))?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchors();
}

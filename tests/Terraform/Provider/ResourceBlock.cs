using System.Text.RegularExpressions;

namespace Orders.Tests.Terraform.Provider;

/// <summary>A <c>resource</c> or <c>data</c> block of a file, and the paths of the arguments and blocks that it uses.</summary>
/// <param name="Kind"><c>resource</c> or <c>data</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Paths">As <c>destination_config.on_failure.destination_arn</c>.</param>
sealed partial record ResourceBlock(string Kind, string Type, IReadOnlyList<string> Paths)
{
    static readonly HashSet<string> TerraformsOwn = ["count", "for_each", "depends_on", "provider", "lifecycle"];

    /// <summary>
    /// Reads a file. It counts on the form that <c>terraform fmt</c> gives it: an argument begins a line, a block's opening brace ends one
    /// and its closing brace stands alone.
    /// </summary>
    public static IEnumerable<ResourceBlock> Read(string text)
    {
        var (open, paths, depth) = (new List<string>(), new List<string>(), 0);
        (string Kind, string Type)? current = null;
        foreach (var line in text.Split('\n').Select(static line => QuotedText().Replace(Comment().Replace(line, ""), "\"\"")).Zip(text.Split('\n')))
        {
            var (bare, whole) = line;
            if (depth > 0)
            {
                // Inside an expression that goes over several lines.
                depth += Depth(bare);
            }
            else if (bare.Trim() == "}")
            {
                open.RemoveAt(open.Count - 1);
                if (open.Count == 0 && current is { } ended)
                {
                    yield return new ResourceBlock(ended.Kind, ended.Type, [.. paths]);
                    (current, paths) = (null, []);
                }
            }
            else if (EmptyBlock().Match(whole) is { Success: true } empty)
            {
                yield return new ResourceBlock(empty.Groups["name"].Value, empty.Groups["label"].Value, []);
            }
            else if (Block().Match(whole) is { Success: true } block)
            {
                var (name, label) = (block.Groups["name"].Value, block.Groups["label"].Value);
                if (open.Count == 0 && name is "resource" or "data")
                {
                    current = (name, label);
                }

                open.Add(name == "dynamic" ? label : name);
                if (current is not null)
                {
                    Add(paths, open, null);
                }
            }
            else if (Argument().Match(bare) is { Success: true } argument)
            {
                if (current is not null)
                {
                    Add(paths, open, argument.Groups["name"].Value);
                }

                depth = Depth(bare);
            }
        }
    }

    static void Add(List<string> paths, List<string> open, string? argument)
    {
        // The first is the resource itself; the content of a dynamic block stands for the block.
        var path = open.Skip(1).Where(static block => block != "content").Concat(argument is null ? [] : [argument]).ToList();
        var isIterator = argument is not null && open.Count > 1 && TerraformsOwn.Contains(argument);
        if (path.Count > 0 && !TerraformsOwn.Contains(path[0]) && !isIterator)
        {
            paths.Add(string.Join('.', path));
        }
    }

    static int Depth(string line) => line.Count(static c => c is '{' or '[' or '(') - line.Count(static c => c is '}' or ']' or ')');

    [GeneratedRegex("(^|\\s)#.*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("\"([^\"\\\\]|\\\\.)*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedText();

    [GeneratedRegex("^\\s*(?<name>[a-z_0-9]+)(\\s+\"(?<label>[^\"]+)\")?(\\s+\"[^\"]+\")?\\s*\\{\\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex("^(?<name>resource|data)\\s+\"(?<label>[^\"]+)\"\\s+\"[^\"]+\"\\s*\\{\\}\\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmptyBlock();

    [GeneratedRegex("^\\s*(?<name>[a-z_0-9]+)\\s+= ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Argument();
}

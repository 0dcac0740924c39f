using System.Text.RegularExpressions;
using Orders.Operations.WebConsole;

namespace Orders.Tests.Unit.WebConsole;

/// <summary>What the page is made of. The policy stops the browser; these say why before it has to.</summary>
public sealed partial class PageTests
{
    private static readonly IReadOnlyDictionary<string, string> Files = Read();

    [Fact]
    public void The_page_has_no_script_and_no_style_of_its_own_inside()
    {
        var html = Files["index.html"];

        Assert.All(Script().Matches(html), static script => Assert.Contains(" src=\"/", script.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"<style|\sstyle=|\son[a-z]+=|javascript:", html);
    }

    [Fact]
    public void Nothing_makes_markup_of_text()
    {
        foreach (var (name, text) in Files.Where(static file => file.Key.EndsWith(".js", StringComparison.Ordinal)))
        {
            Assert.False(Markup().IsMatch(text), $"{name}: {Markup().Match(text).Value}");
        }
    }

    [Fact]
    public void Nothing_comes_from_elsewhere()
    {
        foreach (var (name, text) in Files)
        {
            var addresses = Address().Matches(text).Select(static match => match.Value).Where(static address => !address.StartsWith("http://www.w3.org/", StringComparison.Ordinal));
            Assert.True(!addresses.Any(), $"{name}: {string.Join(", ", addresses)}");
        }
    }

    [Fact]
    public void Every_module_that_is_imported_is_there()
    {
        foreach (var import in Files.Values.SelectMany(static text => Import().Matches(text)))
        {
            Assert.Contains(import.Groups["name"].Value, Files.Keys);
        }
    }

    private static Dictionary<string, string> Read()
    {
        const string prefix = "console/";
        var assembly = typeof(ConsoleServer).Assembly;
        return assembly.GetManifestResourceNames().Where(static name => name.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(
            static name => name[prefix.Length..],
            name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            });
    }

    [GeneratedRegex("<script[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Script();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|srcdoc|\beval\(|new Function|\.cssText", RegexOptions.None, 1000)]
    private static partial Regex Markup();

    [GeneratedRegex("""(https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^"'\s)]*""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("""from "\./(?<name>[^"]+)";""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import();
}

using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Orders.Operations.WebConsole.Http;

/// <summary>The page's files: HTML, styles and modules from <c>Page/</c> and the runbook, embedded in this assembly. They contain no data.</summary>
internal static class PageFiles
{
    private const string Prefix = "console/";

    private static readonly FrozenDictionary<string, (string ContentType, byte[] Content)> Files = typeof(PageFiles).Assembly
        .GetManifestResourceNames()
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(static name => Path(name[Prefix.Length..]), static name => (ContentType(name), Read(name)), StringComparer.Ordinal);

    /// <summary>Whether a file exists.</summary>
    public static bool Has(string path) => Files.ContainsKey(path);

    /// <summary>Sends a file.</summary>
    public static async Task ReplyAsync(HttpContext http)
    {
        var (type, content) = Files[http.Request.Path.Value!];
        http.Response.ContentType = type;
        http.Response.ContentLength = content.Length;
        if (HttpMethods.IsGet(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(content);
        }
    }

    private static string Path(string file) => file == "index.html" ? "/" : $"/{file}";

    private static string ContentType(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".md" => "text/markdown; charset=utf-8",
        var other => throw new InvalidOperationException($"The page has no files that end in {other}."),
    };

    private static byte[] Read(string name)
    {
        using var resource = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}

namespace Orders.Tests.Unit.WebConsole;

public sealed class HeaderTests : IAsyncLifetime
{
    private ConsoleBench _console = null!;

    public async ValueTask InitializeAsync() => _console = await ConsoleBench.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("/", null)]
    [InlineData("/main.js", null)]
    [InlineData("/console.css", null)]
    [InlineData("/api/console", null)]
    [InlineData("/nothing", null)]
    [InlineData("/", "evil.example")]
    public async Task Every_answer_tells_the_browser_what_it_must_not_do(string path, string? host)
    {
        using var response = await _console.SendAsync("GET", path, host: host);

        string Header(string name) => Assert.Single(response.Headers.GetValues(name));
        var policy = Header("Content-Security-Policy").Split("; ");
        foreach (var directive in (string[])
        [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'", "form-action 'none'",
            "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'",
        ])
        {
            Assert.Contains(directive, policy);
        }

        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("require-corp", Header("Cross-Origin-Embedder-Policy"));
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Server"));
    }
}

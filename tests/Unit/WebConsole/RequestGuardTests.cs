using System.Net.Sockets;

namespace Orders.Tests.Unit.WebConsole;

public sealed class RequestGuardTests : IAsyncLifetime
{
    private ConsoleBench _console = null!;
    private string _session = "";

    public async ValueTask InitializeAsync()
    {
        _console = await ConsoleBench.StartAsync();
        _session = await _console.OpenAsync();
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1:{0}", 200)]
    [InlineData("localhost:{0}", 200)]
    [InlineData("LOCALHOST:{0}", 200)]
    [InlineData("[::1]:{0}", 200)]
    [InlineData("evil.example:{0}", 421)]
    [InlineData("127.0.0.1.evil.example:{0}", 421)]
    [InlineData("localhost.evil.example:{0}", 421)]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1", 421)]
    [InlineData("127.0.0.1:1", 421)]
    [InlineData("0.0.0.0:{0}", 421)]
    public async Task A_name_that_points_here_by_somebody_elses_will_is_not_ours(string host, int status)
    {
        var asked = string.Format(null, host, _console.Server.Uri.Port);

        Assert.Equal(status, await _console.StatusAsync("GET", "/api/console", _session, asked));
        Assert.Equal(status, await _console.StatusAsync("GET", "/", host: asked, site: "none"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("https://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost:{0}")]
    [InlineData("https://127.0.0.1:{0}")]
    public async Task A_change_is_made_for_the_consoles_own_page_only(string? origin)
    {
        var said = origin is null ? null : string.Format(null, origin, _console.Server.Uri.Port);

        Assert.Equal(403, await _console.StatusAsync("POST", "/api/session/personal-data", _session, origin: said));
        Assert.Equal(403, await _console.StatusAsync("POST", "/api/session", _console.LinkKey, origin: said));
        await _console.ShowPersonalDataAsync(_session);
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("none", 403)]
    [InlineData("same-origin", 200)]
    [InlineData(null, 200)]
    public async Task Data_are_not_read_for_another_sites_page(string? site, int status) =>
        Assert.Equal(status, await _console.StatusAsync("GET", "/api/console", _session, site: site));

    [Theory]
    [InlineData("cross-site")]
    [InlineData("none")]
    public async Task The_page_itself_may_be_opened_from_anywhere(string site) => Assert.Equal(200, await _console.StatusAsync("GET", "/", site: site));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task What_a_form_can_send_is_not_taken(string type) =>
        Assert.Equal(415, await _console.StatusAsync("POST", "/api/session/personal-data", _session, type: type));

    [Theory]
    [InlineData("PUT", "/api/console")]
    [InlineData("DELETE", "/api/letters")]
    [InlineData("GET", "/api/redrive")]
    [InlineData("GET", "/../appsettings.json")]
    [InlineData("GET", "/console.css.map")]
    [InlineData("GET", "/api")]
    public async Task What_is_not_there_is_not_found(string method, string path) => Assert.Equal(404, await _console.StatusAsync(method, path, _session));

    [Fact]
    public async Task It_listens_on_one_address_of_this_machine_only()
    {
        using var elsewhere = new TcpClient();

        await Assert.ThrowsAsync<SocketException>(() => elsewhere.ConnectAsync("127.0.0.2", _console.Server.Uri.Port, TestContext.Current.CancellationToken).AsTask());
    }
}

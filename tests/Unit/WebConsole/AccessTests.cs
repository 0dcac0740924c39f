namespace Orders.Tests.Unit.WebConsole;

public sealed class AccessTests : IAsyncLifetime
{
    private ConsoleBench _console = null!;

    /// <summary>Whatever a page can ask for or do.</summary>
    public static TheoryData<string, string> Everything => new()
    {
        { "GET", "/api/console" },
        { "GET", "/api/live" },
        { "GET", "/api/letters?queue=orders-dlq" },
        { "GET", "/api/letter?queue=orders-dlq&id=1" },
        { "GET", "/api/orders" },
        { "GET", "/api/order?id=1" },
        { "GET", "/api/anything" },
        { "POST", "/api/letter/check" },
        { "POST", "/api/redrive/plan" },
        { "GET", "/api/charts" },
        { "GET", "/api/history" },
        { "GET", "/api/doctor" },
        { "POST", "/api/replay/plan" },
        { "POST", "/api/replay" },
        { "POST", "/api/redrive" },
        { "POST", "/api/discard" },
        { "POST", "/api/jobs/stop" },
        { "POST", "/api/session/personal-data" },
    };

    public async ValueTask InitializeAsync() => _console = await ConsoleBench.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Without_a_session_there_is_no_data_and_no_change(string method, string path)
    {
        Assert.Equal(401, await _console.StatusAsync(method, path));
        Assert.Equal(401, await _console.StatusAsync(method, path, "guess"));
        // The link opens sessions; it is none.
        Assert.Equal(401, await _console.StatusAsync(method, path, _console.LinkKey));
    }

    [Fact]
    public async Task The_key_of_the_link_opens_a_session()
    {
        var session = await _console.OpenAsync();

        Assert.Equal(200, await _console.StatusAsync("GET", "/api/console", session));
        Assert.NotEqual(_console.LinkKey, session);
    }

    [Fact]
    public async Task No_other_key_opens_a_session()
    {
        var session = await _console.OpenAsync();

        foreach (var key in (string?[])[null, "", "guess", session, _console.LinkKey[..^1], $"{_console.LinkKey}A"])
        {
            Assert.Equal(401, await _console.StatusAsync("POST", "/api/session", key));
        }
    }

    [Fact]
    public async Task A_key_has_256_bits_and_is_new_with_each_start()
    {
        await using var other = await ConsoleBench.StartAsync();

        Assert.Equal(43, _console.LinkKey.Length);
        Assert.NotEqual(_console.LinkKey, other.LinkKey);
        Assert.Equal(401, await other.StatusAsync("POST", "/api/session", _console.LinkKey));
    }

    [Fact]
    public async Task The_sixty_fifth_session_ends_the_first()
    {
        var first = await _console.OpenAsync();
        var second = await _console.OpenAsync();
        for (var number = 3; number <= 65; number++)
        {
            await _console.OpenAsync();
        }

        Assert.Equal(401, await _console.StatusAsync("GET", "/api/console", first));
        Assert.Equal(200, await _console.StatusAsync("GET", "/api/console", second));
    }

    [Fact]
    public async Task The_server_decides_who_sees_personal_data_for_each_session_by_itself()
    {
        var (one, other) = (await _console.OpenAsync(), await _console.OpenAsync());

        Assert.Contains("\"shows_personal_data\":false", await ReadAsync(one), StringComparison.Ordinal);
        using (await _console.SendAsync("POST", "/api/session/personal-data", one))
        {
            Assert.Contains("\"shows_personal_data\":false", await ReadAsync(one), StringComparison.Ordinal);
        }

        await _console.ShowPersonalDataAsync(one);
        Assert.Contains("\"shows_personal_data\":true", await ReadAsync(one), StringComparison.Ordinal);
        Assert.Contains("\"shows_personal_data\":false", await ReadAsync(other), StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(string session)
    {
        using var response = await _console.SendAsync("GET", "/api/console", session);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}

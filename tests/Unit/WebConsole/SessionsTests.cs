using Microsoft.Extensions.Time.Testing;
using Orders.Operations.WebConsole.Http;
using Orders.Settings;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.WebConsole;

public sealed class SessionsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new(Given.Now);
    private readonly Sessions _sessions;

    public SessionsTests() => _sessions = new Sessions(new AccessKey(SystemRandomness.Fill), SystemRandomness.Fill, _time);

    [Fact]
    public void An_unused_session_ends_after_an_hour()
    {
        var session = _sessions.Open();

        _time.Advance(Limit + TimeSpan.FromSeconds(1));

        Assert.Null(Find(session));
    }

    [Fact]
    public void Each_request_and_an_open_page_keep_it()
    {
        var session = _sessions.Open();

        _time.Advance(Limit);
        Assert.Same(session, Find(session));
        _time.Advance(Limit);
        session.Use();
        _time.Advance(Limit);

        Assert.Same(session, Find(session));
    }

    private ConsoleSession? Find(ConsoleSession session) => _sessions.Find($"Bearer {session.Key.Text}");
}

using Orders.Operations.WebConsole.Live;

namespace Orders.Tests.Unit.WebConsole;

public sealed class LiveFeedTests
{
    private readonly LiveFeed _feed = new();

    [Fact]
    public void Who_comes_late_hears_how_things_stand()
    {
        _feed.Publish(new LiveEvent("status", "1"));
        _feed.Publish(new LiveEvent("status", "2"));
        _feed.Publish(new LiveEvent("jobs", "[]"));

        using var listener = _feed.Listen();

        Assert.Equal(["2", "[]"], Heard(listener));
    }

    [Fact]
    public void Who_does_not_listen_holds_up_nobody_and_misses_the_oldest()
    {
        using var slow = _feed.Listen();
        for (var number = 1; number <= 1_000; number++)
        {
            _feed.Publish(new LiveEvent("status", $"{number}"));
        }

        var heard = Heard(slow);
        Assert.Equal("1000", heard[^1]);
        Assert.InRange(heard.Count, 1, 100);
    }

    [Fact]
    public void It_knows_whether_anybody_is_there()
    {
        Assert.False(_feed.HasListeners);
        using (_feed.Listen())
        {
            Assert.True(_feed.HasListeners);
        }

        Assert.False(_feed.HasListeners);
    }

    private static List<string> Heard(LiveFeed.Listener listener)
    {
        var heard = new List<string>();
        while (listener.News.TryRead(out var news))
        {
            heard.Add(news.Json);
        }

        return heard;
    }
}

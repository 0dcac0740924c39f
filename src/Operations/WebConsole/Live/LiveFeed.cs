using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Orders.Operations.WebConsole.Live;

/// <summary>An event for every open page.</summary>
/// <param name="Name">The event's name; a later event of the same name replaces it.</param>
/// <param name="Json">The data, as one line of JSON.</param>
internal readonly record struct LiveEvent(string Name, string Json);

/// <summary>Sends events to every open page, and the latest of each name to a new page.</summary>
internal sealed class LiveFeed
{
    /// <summary>How many events a page may be behind before it misses some. Each event is complete, so only the latest matters.</summary>
    private const int Backlog = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveEvent> _latest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Channel<LiveEvent>, bool> _listeners = new();

    /// <summary>Whether a page listens.</summary>
    public bool HasListeners => !_listeners.IsEmpty;

    /// <summary>Sends an event to all pages.</summary>
    public void Publish(LiveEvent news)
    {
        lock (_gate)
        {
            _latest[news.Name] = news;
            foreach (var listener in _listeners.Keys)
            {
                listener.Writer.TryWrite(news);
            }
        }
    }

    /// <summary>Starts listening; the latest events come first.</summary>
    public Listener Listen()
    {
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            foreach (var latest in _latest.Values)
            {
                channel.Writer.TryWrite(latest);
            }

            _listeners[channel] = true;
        }

        return new Listener(this, channel);
    }

    /// <summary>A page that listens, until it is disposed.</summary>
    internal sealed class Listener(LiveFeed feed, Channel<LiveEvent> channel) : IDisposable
    {
        /// <summary>The events for the page.</summary>
        public ChannelReader<LiveEvent> News => channel.Reader;

        /// <inheritdoc/>
        public void Dispose() => feed._listeners.TryRemove(channel, out _);
    }
}

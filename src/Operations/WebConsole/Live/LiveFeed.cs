using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Orders.Operations.WebConsole.Live;

/// <summary>Something that every open page is told at once.</summary>
/// <param name="Name">What it is about; a later one of the same name takes its place.</param>
/// <param name="Json">What there is to know, on one line.</param>
internal readonly record struct LiveEvent(string Name, string Json);

/// <summary>Tells every open page what changes, and a new one how things stand.</summary>
internal sealed class LiveFeed
{
    /// <summary>What a page may be behind before it misses some: each event says all, so only the latest matters.</summary>
    private const int Backlog = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveEvent> _latest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Channel<LiveEvent>, bool> _listeners = new();

    /// <summary>Whether anybody listens.</summary>
    public bool HasListeners => !_listeners.IsEmpty;

    /// <summary>Tells all.</summary>
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

    /// <summary>Listens: first to how things stand.</summary>
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

    /// <summary>One page that listens, until it is disposed.</summary>
    internal sealed class Listener(LiveFeed feed, Channel<LiveEvent> channel) : IDisposable
    {
        /// <summary>What it hears.</summary>
        public ChannelReader<LiveEvent> News => channel.Reader;

        /// <inheritdoc/>
        public void Dispose() => feed._listeners.TryRemove(channel, out _);
    }
}

using System.Text.Json;
using Orders.Local;
using Orders.Local.Faults;
using Orders.Operations.Settings;

namespace Orders.Dev.Demo;

/// <summary>
/// What a run must withstand: calls of the functions that go wrong, processes that are killed, a database that is restarted, the queue of one
/// consumer that is broken.
/// </summary>
internal sealed class Disturbance
{
    /// <summary>
    /// With kills: how long a killed invocation's messages stay hidden, and the Processor's time-out, a sixth of it. As deployed it
    /// is three minutes, for which each phase of a run would wait.
    /// </summary>
    private const int VisibilityTimeoutSeconds = 60;

    private readonly DemoOptions _options;
    private readonly FaultInjector _injector;

    /// <param name="options">What.</param>
    /// <param name="settings">The names of functions and queues.</param>
    /// <param name="time">Waits.</param>
    public Disturbance(DemoOptions options, PipelineSettings settings, TimeProvider time)
    {
        _options = options;
        _injector = new FaultInjector(
            new FaultDice(options.Faults, options.Seed).Roll,
            new HashSet<string> { settings.Ingest.Name, settings.Processor.Name, settings.Notifier.Name },
            time);
        Sent = new SentMessages(settings.OrdersQueue.Name);
        // The run waits by the events of a consumer that hears of all; that one is the first, where there are several.
        Broken = options.BreaksConsumer ? new BrokenConsumer(settings.Consumers[^1]) : null;
    }

    /// <summary>What the functions put on the orders queue.</summary>
    public SentMessages Sent { get; }

    /// <summary>The consumer whose queue breaks; null for none.</summary>
    public BrokenConsumer? Broken { get; }

    /// <summary>The process killer's count of what it did.</summary>
    public int Killed { get; set; }

    /// <summary>How often the DynamoDB emulator was killed and started again over its file.</summary>
    public int Restarts { get; set; }

    /// <summary>What it was asked to do and could not.</summary>
    public IReadOnlyList<string> Problems => Killed < _options.Kills
        ? [$"Only {Killed} of {_options.Kills} processes were killed before there was nothing left to do: give --orders more."]
        : [];

    /// <summary>How often what was done, by name.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var (kind, count) in _injector.Injected)
            {
                counts[JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString())] = count;
            }

            if (_options.Kills > 0)
            {
                (counts["functions_killed"], counts["database_restarts"]) = (Killed, Restarts);
            }

            if (Broken is not null)
            {
                (counts["events_refused"], counts["events_replayed"]) = (Broken.Refused, Broken.Replayed);
            }

            return counts;
        }
    }

    /// <summary>The options of a pipeline that is disturbed so.</summary>
    public LocalPipelineOptions Apply(LocalPipelineOptions pipeline) => pipeline with
    {
        CallMiddleware = Broken is null ? [_injector.InvokeAsync, Sent.InvokeAsync] : [_injector.InvokeAsync, Broken.InvokeAsync, Sent.InvokeAsync],
        Settings = _options.Kills == 0 ? pipeline.Settings : pipeline.Settings with
        {
            OrdersQueue = pipeline.Settings.OrdersQueue with { VisibilityTimeoutSeconds = VisibilityTimeoutSeconds },
            Processor = pipeline.Settings.Processor with { TimeoutSeconds = VisibilityTimeoutSeconds / 6 },
        },
    };
}

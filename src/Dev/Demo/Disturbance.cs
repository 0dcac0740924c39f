using System.Text.Json;
using Orders.Local;
using Orders.Local.Faults;
using Orders.Operations.Settings;

namespace Orders.Dev.Demo;

/// <summary>
/// The disturbances of a run: failed calls of the functions, killed processes, a restarted database, and the broken queue of one consumer.
/// </summary>
internal sealed class Disturbance
{
    /// <summary>
    /// With kills: the visibility timeout of a killed invocation's messages, and six times the Processor's timeout. The deployed value is three
    /// minutes, for which each phase of a run would wait.
    /// </summary>
    private const int VisibilityTimeoutSeconds = 60;

    private readonly DemoOptions _options;
    private readonly FaultInjector _injector;

    /// <param name="options">The disturbances.</param>
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
        // The run waits for events of the first consumer that gets all, so the last consumer is broken.
        Broken = options.BreaksConsumer ? new BrokenConsumer(settings.Consumers[^1]) : null;
    }

    /// <summary>The messages that the functions sent to the orders queue.</summary>
    public SentMessages Sent { get; }

    /// <summary>The consumer whose queue breaks; null for none.</summary>
    public BrokenConsumer? Broken { get; }

    /// <summary>The number of killed processes.</summary>
    public int Killed { get; set; }

    /// <summary>How often the DynamoDB emulator was killed and restarted with its file.</summary>
    public int Restarts { get; set; }

    /// <summary>Disturbances that could not be made.</summary>
    public IReadOnlyList<string> Problems => Killed < _options.Kills
        ? [$"Only {Killed} of {_options.Kills} processes were killed before the work was done: raise --orders."]
        : [];

    /// <summary>The number of disturbances by name.</summary>
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

    /// <summary>Returns a pipeline's options with these disturbances.</summary>
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

using Orders.Operations.Status;

namespace Orders.Dev.Scale;

/// <summary>
/// An hour of orders at an even rate, out of nothing, second by second, and then what is left over until all is done. Nothing in
/// it is random. One of several deployments is looked at; they are alike.
/// </summary>
internal sealed class Simulation
{
    private const int Hour = 3600;
    private const int Day = 24 * Hour;

    private readonly ScaleLoad _load;
    private readonly AlarmThresholds _alarms = new();
    private readonly ApiStage _api;
    private readonly QueueStage _queue;
    private readonly StreamStage _stream;
    private readonly ConsumerStage _consumer;
    private readonly ScaleRun _run = new();

    public Simulation(ScaleSettings settings, ScaleLoad load)
    {
        _load = load.At(load.OrdersPerSecond / settings.Deployments);
        _api = new ApiStage(settings, _load);
        _queue = new QueueStage(settings, _load);
        _stream = new StreamStage(settings, _load);
        _consumer = new ConsumerStage(settings, _load);
    }

    /// <summary>Runs until all is done, or for a day; where <paramref name="untilBroken"/>, no longer than until something breaks.</summary>
    public ScaleRun Run(bool untilBroken = false)
    {
        for (var second = 0; second < Day; second++)
        {
            Step(second);
            if (second >= Hour && IsEmpty)
            {
                _run.DrainedSecond = second;
                break;
            }

            if (untilBroken && _run.Broke != ScaleLimit.None)
            {
                break;
            }
        }

        _run.Queued = _queue.Waiting.Come;
        _run.Written = _queue.Waiting.Gone;
        _run.Told = _stream.Waiting.Gone;
        _run.Done = _consumer.Waiting.Gone;
        _run.Shards = _queue.Shards;
        return _run;
    }

    private bool IsEmpty => _queue.Waiting.Count + _stream.Waiting.Count + _consumer.Waiting.Count == 0;

    private void Step(int second)
    {
        var offered = second < Hour ? _load.OrdersPerSecond : 0;
        var api = _api.Step(offered);
        var accepted = offered * (1 - _load.OverHttp) + api.Through;
        _queue.Waiting.Add(second, accepted * _load.MessagesPerOrder);

        // Calls come at once and the stream's readers hold their place: what waits on the queue gets the environments that are left.
        var (told, streamLimit) = _stream.Step(_queue.Shards, _api.Environments);
        var (written, queueLimit) = _queue.Step(_api.Environments + _stream.Environments);
        var (_, consumerLimit) = _consumer.Step();
        _consumer.Waiting.Add(second, told * _load.EventsOfBusiestConsumer);
        _stream.Waiting.Add(second, written);

        _run.Offered += offered;
        _run.Refused += offered * _load.OverHttp - api.Through;
        _run.Backlog = Math.Max(_run.Backlog, _queue.Waiting.Count);
        _run.InFlight = Math.Max(_run.InFlight, _queue.InFlight);
        _run.Batches += _queue.Batches;
        _run.StreamBatches += _stream.Batches;
        _run.OldestSeconds = Math.Max(_run.OldestSeconds, _queue.Waiting.Age(second));
        _run.StreamLagSeconds = Math.Max(_run.StreamLagSeconds, _stream.Waiting.Age(second));
        _run.ConsumerSeconds = Math.Max(_run.ConsumerSeconds, _consumer.Waiting.Age(second));
        if (api.Limit != ScaleLimit.None)
        {
            Break(api.Limit, second);
        }
        else if (_queue.Waiting.Age(second) > _alarms.OldestOrder.TotalSeconds)
        {
            Break(queueLimit, second);
        }
        else if (_stream.Waiting.Age(second) > _alarms.StreamLag.TotalSeconds)
        {
            Break(streamLimit, second);
        }
        else if (_consumer.Waiting.Age(second) > _alarms.OldestOrder.TotalSeconds)
        {
            Break(consumerLimit, second);
        }

        if (second % 60 == 59)
        {
            var limit = ((ScaleLimit[])[api.Limit, queueLimit, streamLimit, consumerLimit]).FirstOrDefault(static limit => limit != ScaleLimit.None);
            _run.Minutes.Add(new ScaleMinute(
                second / 60 + 1, accepted, _queue.Waiting.Count, _queue.Waiting.Age(second), _queue.Environments, _queue.TableUnits, _queue.IndexUnits, _queue.Shards,
                _stream.Waiting.Age(second), limit));
        }
    }

    private void Break(ScaleLimit limit, int second)
    {
        if (_run.Broke == ScaleLimit.None && limit != ScaleLimit.None)
        {
            (_run.Broke, _run.BrokeSecond) = (limit, second);
        }
    }
}

using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Status;
using Orders.Operations.WebConsole.Deployments;

namespace Orders.Operations.WebConsole.Live;

/// <summary>Reads the charts' metrics, each range at most once in its period for all pages, because reads cost money on AWS.</summary>
internal sealed class ChartDesk : IDisposable
{
    private readonly ConsoleDeployment _deployment;
    private readonly TimeProvider _time;
    private readonly AwsJsonClient _cloudWatch;
    private readonly Lock _gate = new();
    private readonly Dictionary<ChartRange, (DateTimeOffset At, Task<History> History)> _read = [];

    /// <exception cref="CommandException">AWS cannot be called: there is no region, or no credentials.</exception>
    public ChartDesk(ConsoleDeployment deployment, TimeProvider time)
    {
        (_deployment, _time) = (deployment, time);
        _cloudWatch = deployment.Connection.NewCloudWatchClient();
        Metrics = new MetricReader(_cloudWatch);
        Ranges = ChartRange.All(_cloudWatch.IsLocal);
    }

    /// <summary>Reads metrics.</summary>
    public MetricReader Metrics { get; }

    /// <summary>The ranges; the first is shown at first.</summary>
    public IReadOnlyList<ChartRange> Ranges { get; }

    /// <summary>Reads the metrics of a range. They are empty if CloudWatch cannot be read; the status says why.</summary>
    public Task<History> ReadAsync(ChartRange range, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            if (!_read.TryGetValue(range, out var last) || now - last.At >= range.Period || last.History.IsCanceled || last.History.IsFaulted)
            {
                last = _read[range] = (now, History.ReadAsync(Metrics, _deployment.Named, range.Period, now, cancellationToken));
            }

            return last.History;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cloudWatch.Dispose();
}

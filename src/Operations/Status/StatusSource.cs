using Amazon.SQS;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Resilience;
using Orders.Settings;

namespace Orders.Operations.Status;

/// <summary>A reader of snapshots, with the clients that it uses.</summary>
internal sealed class StatusSource : IDisposable
{
    private readonly IAmazonSQS _sqs;
    private readonly AwsJsonClient _cloudWatch;

    /// <param name="connection">Where the pipeline is.</param>
    /// <param name="settings">Its settings, with its prefix.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CommandException">AWS cannot be called: there is no region, or there are no credentials.</exception>
    public StatusSource(Connection connection, PipelineSettings settings, TimeProvider time)
    {
        (_sqs, _cloudWatch) = (connection.NewSqsClient(), connection.NewCloudWatchClient());
        Metrics = new MetricReader(_cloudWatch);
        var pipelines = new AwsPipelines(time, SystemRandomness.NextDouble);
        Reader = new StatusReader(new QueueReader(_sqs, pipelines.Sqs, settings), Metrics, settings, new AlarmThresholds(), time);
    }

    /// <summary>Takes the snapshots.</summary>
    public StatusReader Reader { get; }

    /// <summary>Reads any other metric.</summary>
    public MetricReader Metrics { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sqs.Dispose();
        _cloudWatch.Dispose();
    }
}

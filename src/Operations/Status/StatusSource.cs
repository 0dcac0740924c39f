using Amazon.SQS;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Pausing;
using Orders.Operations.Releases;
using Orders.Operations.Settings;

namespace Orders.Operations.Status;

/// <summary>A status reader with its clients.</summary>
internal sealed class StatusSource : IDisposable
{
    private readonly IAmazonSQS _sqs;
    private readonly AwsJsonClient _cloudWatch;
    private readonly AwsJsonClient _lambda;

    /// <param name="connection">How the pipeline is reached.</param>
    /// <param name="settings">The settings, with the prefix.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CommandException">AWS cannot be called: there is no region, or no credentials.</exception>
    public StatusSource(Connection connection, PipelineSettings settings, TimeProvider time)
    {
        (_sqs, _cloudWatch, _lambda) = (connection.NewSqsClient(), connection.NewCloudWatchClient(), connection.NewLambdaClient());
        Metrics = new MetricReader(_cloudWatch);
        var pipelines = Connection.NewPipelines(time);
        Reader = new StatusReader(new QueueReader(_sqs, pipelines.Sqs, settings, connection.AskedPlaceAsync), Metrics, new FunctionMappings(_lambda), new LiveFunctions(_lambda, settings, time), settings, time);
    }

    /// <summary>Takes the snapshots.</summary>
    public StatusReader Reader { get; }

    /// <summary>Reads other metrics.</summary>
    public MetricReader Metrics { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sqs.Dispose();
        _cloudWatch.Dispose();
        _lambda.Dispose();
    }
}

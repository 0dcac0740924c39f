using System.Text.Json.Serialization;
using Amazon.SQS;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Json;
using Orders.Operations.Pausing;
using Orders.Operations.Releases;
using Orders.Operations.Status;
using Orders.Operations.WebConsole.Deployments;

namespace Orders.Operations.WebConsole.Live;

/// <summary>Reads the pipeline's status while a page is open, and publishes it to the feed. Without a page it reads nothing, because reads cost money
/// on AWS.</summary>
internal sealed class StatusFeed : IDisposable
{
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WhileNobodyListens = TimeSpan.FromMilliseconds(200);

    private readonly ConsoleDeployment _deployment;
    private readonly LiveFeed _feed;
    private readonly TimeProvider _time;
    private readonly IAmazonSQS _sqs;
    private readonly AwsJsonClient _lambda;
    private readonly ChartDesk _charts;
    private readonly QueueReader _queues;
    private readonly StatusReader _reader;
    private bool _isInTrouble;

    /// <exception cref="CommandException">AWS cannot be called: there is no region, or no credentials.</exception>
    public StatusFeed(ConsoleDeployment deployment, LiveFeed feed, ChartDesk charts, TimeProvider time)
    {
        (_deployment, _feed, _charts, _time) = (deployment, feed, charts, time);
        (_sqs, _lambda) = (deployment.Connection.NewSqsClient(), deployment.Connection.NewLambdaClient());
        _queues = new QueueReader(_sqs, Connection.NewPipelines(time).Sqs, deployment.Named, deployment.Connection.AskedPlaceAsync);
        _reader = new StatusReader(_queues, charts.Metrics, new FunctionMappings(_lambda), new LiveFunctions(_lambda, deployment.Named, time), deployment.Named, time);
    }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var (status, history, read) = (default(PipelineStatus), default(History), DateTimeOffset.MinValue);
        while (!stop.IsCancellationRequested)
        {
            if (_feed.HasListeners)
            {
                try
                {
                    var now = _time.GetUtcNow();
                    if (status is null || history is null || now - read >= _charts.Ranges[0].Period)
                    {
                        status = await _reader.ReadAsync(stop);
                        history = await _charts.ReadAsync(_charts.Ranges[0], stop);
                        read = now;
                    }
                    else
                    {
                        status = status with { At = now, Queues = WithAges((await _queues.ReadAsync(stop)).Queues, status.Queues) };
                    }

                    Tell(status, history);
                    TellTrouble(status.Problems.Count == 0 ? null : string.Join(' ', status.Problems.Select(static problem => problem.Message)));
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception exception) when (Failure.Of(exception) is not null)
                {
                    TellTrouble($"The pipeline cannot be read: {Failure.Of(exception)!.Value.Message ?? "the call took too long."}");
                }
            }

            await Task.Delay(_feed.HasListeners ? BetweenCounts : WhileNobodyListens, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sqs.Dispose();
        _lambda.Dispose();
    }

    // Ages of messages are metrics, and are not read more often than the other metrics.
    private static IReadOnlyList<QueueStatus> WithAges(IReadOnlyList<QueueStatus> counted, IReadOnlyList<QueueStatus> before) =>
        [.. counted.Zip(before, static (now, then) => now with { Oldest = then.Oldest })];

    private void Tell(PipelineStatus status, History history) => _feed.Publish(new LiveEvent(
        "status", OperationsJson.Default.StatusJson.ToText(StatusJson.Of(_deployment, status, history))));

    private void TellTrouble(string? message)
    {
        if (message is null && !_isInTrouble)
        {
            return;
        }

        _isInTrouble = message is not null;
        _feed.Publish(new LiveEvent("trouble", OperationsJson.Default.Trouble.ToText(new Trouble(message))));
    }
}

/// <summary>Why the status cannot be read.</summary>
/// <param name="Message">The cause for people; null once it can be read again.</param>
internal sealed record Trouble([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Message);

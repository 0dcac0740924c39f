using Amazon.SQS;
using Orders.Local.Lambda;

namespace Orders.Local.Mappings.Sqs;

/// <summary>
/// Maps a queue to a function by Lambda's rules (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"). Each poller reads a batch, invokes
/// the function and deletes. While messages arrive there are more pollers, up to the maximum concurrency; otherwise one.
/// </summary>
public sealed class SqsEventSourceMapping : IAsyncDisposable
{
    static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(30);

    readonly ISqsSource _source;
    readonly IFunctionInvoker _function;
    readonly SqsMappingOptions _options;
    readonly TimeProvider _time;
    readonly Action<string>? _report;
    readonly Backoff _backoff = new(FirstBackoff, MaxBackoff);
    readonly CancellationTokenSource _stop = new();
    readonly Lock _lock = new();
    readonly HashSet<Task> _pollers = [];

    SqsEventSourceMapping(
        ISqsSource source, IFunctionInvoker function, SqsMappingOptions options, TimeProvider time, Action<string>? report)
    {
        _source = source;
        _function = function;
        _options = options;
        _time = time;
        _report = report;
        Switch = new MappingSwitch(time);
    }

    /// <summary>The results of its records.</summary>
    public MappingCounters Counters { get; } = new();

    /// <summary>Enables and disables it.</summary>
    public MappingSwitch Switch { get; }

    /// <summary>The current number of pollers.</summary>
    public int Pollers
    {
        get
        {
            lock (_lock)
            {
                return _pollers.Count;
            }
        }
    }

    /// <summary>Starts polling.</summary>
    /// <param name="source">The queue.</param>
    /// <param name="function">The function.</param>
    /// <param name="options">The mapping's settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Receives one line for each notice for an operator.</param>
    public static SqsEventSourceMapping Start(
        ISqsSource source, IFunctionInvoker function, SqsMappingOptions options, TimeProvider time, Action<string>? report = null)
    {
        var mapping = new SqsEventSourceMapping(source, function, options, time, report);
        mapping.AddPoller();
        return mapping;
    }

    /// <summary>Starts polling through an SQS client.</summary>
    public static SqsEventSourceMapping Start(
        IAmazonSQS sqs, IFunctionInvoker function, SqsMappingOptions options, TimeProvider time, Action<string>? report = null) =>
        Start(new SqsSource(sqs, options.QueueUrl), function, options, time, report);

    /// <summary>Stops receiving and waits for running invocations.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task[] pollers;
        lock (_lock)
        {
            pollers = [.. _pollers];
        }

        await Task.WhenAll(pollers);
        _stop.Dispose();
    }

    void AddPoller()
    {
        lock (_lock)
        {
            if (_pollers.Count < Math.Min(_options.MaximumConcurrency, _options.LocalPollers) && !_stop.IsCancellationRequested)
            {
                var self = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _pollers.Add(self.Task);
                _ = PollAsync(self);
            }
        }
    }

    async Task PollAsync(TaskCompletionSource self)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var reader = new SqsBatchReader(_source, _options, _time);
        var runner = new SqsBatchRunner(_source, _function, _options, Counters);
        do
        {
            try
            {
                await Task.Delay(_backoff.Delay, _time, _stop.Token);
                using var turn = await Switch.BeginAsync(_stop.Token);
                var batch = await reader.ReadAsync(_stop.Token);
                if (batch.Count == 0)
                {
                    if (Retire(self, onlyIfOthers: true))
                    {
                        return;
                    }

                    continue;
                }

                Counters.AddPolled(batch.Count);
                if (_backoff.Delay == TimeSpan.Zero)
                {
                    AddPoller();
                }

                if (await runner.RunAsync(batch))
                {
                    _backoff.Reset();
                }
                else
                {
                    _backoff.Fail();
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // A poller's boundary: whatever fails, Lambda keeps polling too.
                _report?.Invoke($"The queue {_options.QueueArn} cannot be polled: {e.Message}");
                _backoff.Fail();
            }
        }
        while (!_stop.IsCancellationRequested);

        Retire(self, onlyIfOthers: false);
    }

    bool Retire(TaskCompletionSource self, bool onlyIfOthers)
    {
        lock (_lock)
        {
            if (onlyIfOthers && _pollers.Count == 1)
            {
                return false;
            }

            _pollers.Remove(self.Task);
        }

        self.SetResult();
        return true;
    }
}

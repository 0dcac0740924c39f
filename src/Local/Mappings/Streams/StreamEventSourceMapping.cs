using Orders.Local.Lambda;
using Orders.Operations.Streams;

namespace Orders.Local.Mappings.Streams;

/// <summary>
/// Maps a table's stream to a function by Lambda's rules (AWS Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB"): all shards from
/// TRIM_HORIZON, each shard after its parent.
/// </summary>
public sealed class StreamEventSourceMapping : IAsyncDisposable
{
    static readonly TimeSpan FirstShardPoll = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan ShardPoll = TimeSpan.FromSeconds(5);
    static readonly TimeSpan DestinationRetry = TimeSpan.FromSeconds(1);

    readonly IStreamSource _source;
    readonly SwitchedFunction _function;
    readonly IOnFailureDestination? _destination;
    readonly StreamMappingOptions _options;
    readonly TimeProvider _time;
    readonly Action<string>? _report;
    readonly CancellationTokenSource _stop = new();
    readonly Dictionary<string, Task> _shards = new(StringComparer.Ordinal);
    readonly Task _running;

    StreamEventSourceMapping(
        IStreamSource source,
        IFunctionInvoker function,
        IOnFailureDestination? destination,
        StreamMappingOptions options,
        TimeProvider time,
        Action<string>? report)
    {
        _source = source;
        Switch = new MappingSwitch(time);
        _function = new SwitchedFunction(function, Switch, _stop.Token);
        _destination = destination;
        _options = options;
        _time = time;
        _report = report;
        _running = Task.Run(RunAsync);
    }

    /// <summary>The results of its records.</summary>
    public MappingCounters Counters { get; } = new();

    /// <summary>Enables and disables it. Records that are read meanwhile wait, without an invocation.</summary>
    public MappingSwitch Switch { get; }

    /// <summary>Starts reading.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="function">The function.</param>
    /// <param name="destination">The destination of discarded batches; null for none.</param>
    /// <param name="options">The mapping's settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Receives one line for each notice for an operator.</param>
    public static StreamEventSourceMapping Start(
        IStreamSource source,
        IFunctionInvoker function,
        IOnFailureDestination? destination,
        StreamMappingOptions options,
        TimeProvider time,
        Action<string>? report = null) => new(source, function, destination, options, time, report);

    /// <summary>Stops reading and waits for running invocations.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        (_source as IDisposable)?.Dispose();
    }

    async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await StartNewShardsAsync();
                await Task.Delay(_shards.Count == 0 ? FirstShardPoll : ShardPoll, _time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }

        await Task.WhenAll(_shards.Values);
    }

    async Task StartNewShardsAsync()
    {
        try
        {
            var shards = (await _source.ShardsAsync(_stop.Token)).ToDictionary(static s => s.Id, StringComparer.Ordinal);
            foreach (var shard in shards.Values)
            {
                _ = StartShard(shard, shards);
            }
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // A poller's boundary: whatever fails, it is tried again.
            _report?.Invoke($"The stream {_options.StreamArn} cannot be described: {e.Message}");
        }
    }

    /// <summary>Starts a shard after its parent, in whatever order they are listed; a parent that is not listed was trimmed.</summary>
    Task StartShard(StreamShard shard, IReadOnlyDictionary<string, StreamShard> listed)
    {
        if (!_shards.TryGetValue(shard.Id, out var running))
        {
            var parent = shard.ParentId is { } id && listed.TryGetValue(id, out var before) ? StartShard(before, listed) : Task.CompletedTask;
            running = _shards[shard.Id] = RunShardAsync(shard.Id, parent);
        }

        return running;
    }

    async Task RunShardAsync(string shardId, Task parent)
    {
        try
        {
            await parent;
            _stop.Token.ThrowIfCancellationRequested();
            StreamLane[] lanes = [.. Enumerable.Range(0, _options.ParallelizationFactor).Select(_ => NewLane(shardId))];
            var reader = new ShardReader(shardId, _source, lanes, Counters, _time, _report);
            await Task.WhenAll([reader.RunAsync(_stop.Token), .. lanes.Select(lane => lane.RunAsync(_stop.Token))]);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    StreamLane NewLane(string shardId) =>
        new(new StreamBatchRunner(shardId, _function, _options, DiscardAsync, Counters, _time), _options, _time);

    /// <summary>Sends a discarded batch to the destination. What cannot be sent is retried: without it nobody would know which records are missing.</summary>
    async Task DiscardAsync(DiscardedBatch batch)
    {
        _report?.Invoke($"Discarded {batch.Records.Count} records of {batch.ShardId} from {batch.Records[0].SequenceNumber}: {batch.Condition}");
        while (_destination is not null)
        {
            try
            {
                await _destination.SendAsync(batch with { FunctionArn = _function.FunctionArn, StreamArn = _options.StreamArn, At = _time.GetUtcNow() }, _stop.Token);
                return;
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                _report?.Invoke($"The on-failure destination cannot be reached: {e.Message}");
                await Task.Delay(DestinationRetry, _time, _stop.Token);
            }
        }
    }

    sealed class SwitchedFunction(IFunctionInvoker function, MappingSwitch mapping, CancellationToken stop) : IFunctionInvoker
    {
        public string FunctionArn => function.FunctionArn;

        public async Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, InvocationOptions? options = null)
        {
            using var turn = await mapping.BeginAsync(stop);
            return await function.InvokeAsync(payload, options);
        }
    }
}

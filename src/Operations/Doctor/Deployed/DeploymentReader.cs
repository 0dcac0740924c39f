using System.Runtime.ExceptionServices;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Operations.Connections;
using Orders.Operations.Releases;
using Orders.Operations.Settings;
using Orders.Operations.Streams;
using Orders.Resilience;

namespace Orders.Operations.Doctor.Deployed;

/// <summary>Reads a deployment, or a running pipeline. Changes nothing.</summary>
/// <param name="sqs">The SQS client.</param>
/// <param name="dynamoDb">The DynamoDB client.</param>
/// <param name="lambda">The Lambda client.</param>
/// <param name="stream">Opens a stream by its ARN.</param>
/// <param name="pipelines">Retries calls.</param>
/// <param name="settings">The settings, with the prefix.</param>
internal sealed class DeploymentReader(
    IAmazonSQS sqs, IAmazonDynamoDB dynamoDb, AwsJsonClient lambda, Func<string, IStreamSource> stream, AwsPipelines pipelines, PipelineSettings settings)
{
    /// <summary>The name of the event source mappings in <see cref="DeployedPipeline.Unread"/>.</summary>
    public const string EventSourceMappings = "event source mappings";

    /// <summary>The name of the live versions in <see cref="DeployedPipeline.Unread"/>.</summary>
    public const string Releases = "releases";

    /// <summary>The name of the account's concurrency in <see cref="DeployedPipeline.Unread"/>.</summary>
    public const string Concurrency = "account's concurrency";

    /// <summary>The name of the table's stream in <see cref="DeployedPipeline.Unread"/>.</summary>
    public const string Stream = "stream";

    private readonly Dictionary<string, Obstacle> _unread = new(StringComparer.Ordinal);
    private Exception? _firstFailure;

    /// <summary>Reads everything once, and lists what cannot be read.</summary>
    /// <param name="place">Where it is looked for.</param>
    /// <param name="attempts">The permissions tried before.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<DeployedPipeline> ReadAsync(string place, IReadOnlyList<Attempt> attempts, CancellationToken cancellationToken)
    {
        string[] functions = [settings.Ingest.Name, settings.Processor.Name, settings.Notifier.Name];
        var table = await TableAsync(cancellationToken);
        var deployment = new DeployedPipeline
        {
            Place = place,
            Settings = settings,
            Queues = await QueuesAsync(cancellationToken),
            Functions = await FunctionsAsync(functions, cancellationToken),
            Mappings = await TryAsync(EventSourceMappings, () => MappingsAsync(cancellationToken), cancellationToken)
                ?? Array.Empty<JsonElement>().ToLookup(static _ => "", StringComparer.Ordinal),
            Live = await TryAsync(Releases, () => new LiveFunctions(lambda, settings, TimeProvider.System).ReadAsync(cancellationToken), cancellationToken) ?? [],
            Table = table,
            HasPointInTimeRecovery = table is null ? null : await PointInTimeRecoveryAsync(cancellationToken),
            TimeToLive = table is null ? null : await TimeToLiveAsync(cancellationToken),
            Concurrency = await TryAsync(Concurrency, () => ConcurrencyAsync(cancellationToken), cancellationToken),
            OpenShards = table?.LatestStreamArn is { } arn && await TryAsync(Stream, () => stream(arn).ShardsAsync(cancellationToken), cancellationToken) is { } shards
                ? shards.Count(shard => shards.All(other => other.ParentId != shard.Id))
                : null,
            Attempts = attempts,
            Unread = _unread,
        };
        if (_firstFailure is not null && deployment is { Queues.Count: 0, Functions.Count: 0, Mappings.Count: 0, Table: null })
        {
            // No call succeeded: that says nothing about the deployment.
            ExceptionDispatchInfo.Throw(_firstFailure);
        }

        return deployment;
    }

    private async Task<T?> TryAsync<T>(string subject, Func<Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (AmazonServiceException exception) when (exception is QueueDoesNotExistException || exception.ErrorCode is "ResourceNotFoundException")
        {
            // A check reports it.
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            _firstFailure ??= exception;
            _unread[subject] = Obstacle.Of(exception);
            return null;
        }
    }

    private async Task<IReadOnlyDictionary<string, DeployedQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DeployedQueue>(StringComparer.Ordinal);
        foreach (var (name, _) in QueueDefinitions.Of(settings, static _ => ""))
        {
            if (await TryAsync($"queue {name}", () => QueueAsync(name, cancellationToken), cancellationToken) is { } queue)
            {
                found[name] = queue;
            }
        }

        return found;
    }

    private async Task<DeployedQueue> QueueAsync(string name, CancellationToken cancellationToken)
    {
        var url = await pipelines.Sqs.ExecuteAsync(async token => (await sqs.GetQueueUrlAsync(name, token)).QueueUrl, cancellationToken);
        var request = new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.All] };
        var described = await pipelines.Sqs.ExecuteAsync(async token => await sqs.GetQueueAttributesAsync(request, token), cancellationToken);
        return new DeployedQueue(url, described.Attributes);
    }

    private async Task<IReadOnlyDictionary<string, JsonElement>> FunctionsAsync(IEnumerable<string> functions, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var name in functions)
        {
            var path = $"2015-03-31/functions/{Uri.EscapeDataString(name)}/configuration?Qualifier={FunctionAliases.Live}";
            if (await TryAsync($"function {name}:{FunctionAliases.Live}", () => lambda.GetAsync(path, static answer => new[] { Configuration(answer) }, cancellationToken), cancellationToken) is [var function])
            {
                found[name] = function;
            }
        }

        return found;
    }

    // All mappings of the account: they are matched by content, because a mapping may name its function in several ways.
    private async Task<ILookup<string, JsonElement>> MappingsAsync(CancellationToken cancellationToken)
    {
        var found = new List<JsonElement>();
        string? marker = null;
        do
        {
            var page = marker is null ? "" : $"?Marker={Uri.EscapeDataString(marker)}";
            marker = await lambda.GetAsync(
                $"2015-03-31/event-source-mappings{page}",
                answer =>
                {
                    found.AddRange(answer.GetProperty("EventSourceMappings"u8).EnumerateArray().Select(static mapping => mapping.Clone()));
                    return answer.TryGetProperty("NextMarker"u8, out var more) ? more.GetString() : null;
                },
                cancellationToken);
        }
        while (!string.IsNullOrEmpty(marker));
        return found.ToLookup(
            static mapping => mapping.TryGetProperty("FunctionArn"u8, out var arn) && arn.ValueKind == JsonValueKind.String ? FunctionOf(arn.GetString()!) : "", StringComparer.Ordinal);
    }

    private Task<ConcurrencyQuota> ConcurrencyAsync(CancellationToken cancellationToken) => lambda.GetAsync(
        "2016-08-19/account-settings",
        static answer =>
        {
            var limit = answer.GetProperty("AccountLimit"u8);
            return new ConcurrencyQuota(limit.GetProperty("ConcurrentExecutions"u8).GetInt32(), limit.GetProperty("UnreservedConcurrentExecutions"u8).GetInt32());
        },
        cancellationToken);

    // The members that the checks need.
    private static JsonElement Configuration(JsonElement answer) =>
        answer.GetProperty("Timeout"u8).TryGetInt32(out _) && answer.GetProperty("MemorySize"u8).TryGetInt32(out _) ? answer.Clone() : throw new FormatException();

    private static string FunctionOf(string arn) => arn.Split(':') is [_, _, _, _, _, "function", var name, ..] ? name : arn;

    private Task<TableDescription?> TableAsync(CancellationToken cancellationToken) => TryAsync(
        $"table {settings.Table.Name}",
        async () => (await pipelines.DynamoDb.ExecuteAsync(async token => await dynamoDb.DescribeTableAsync(settings.Table.Name, token), cancellationToken)).Table,
        cancellationToken);

    private Task<bool?> PointInTimeRecoveryAsync(CancellationToken cancellationToken) => IfToldAsync<bool?>(async token =>
    {
        var backups = await dynamoDb.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = settings.Table.Name }, token);
        return backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus == PointInTimeRecoveryStatus.ENABLED;
    }, cancellationToken);

    private Task<string?> TimeToLiveAsync(CancellationToken cancellationToken) => IfToldAsync<string?>(async token =>
    {
        var described = await dynamoDb.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = settings.Table.Name }, token);
        return described.TimeToLiveDescription is { } on && on.TimeToLiveStatus == TimeToLiveStatus.ENABLED ? on.AttributeName : "";
    }, cancellationToken);

    // An emulator may not support the operation, and a caller may lack a permission that only this check needs.
    private async Task<T?> IfToldAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await pipelines.DynamoDb.ExecuteAsync(async token => await ask(token), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            return default;
        }
    }
}

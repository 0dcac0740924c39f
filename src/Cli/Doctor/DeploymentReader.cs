using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Local.Aws;
using Orders.Local.Resources;
using Orders.Local.Settings;
using Orders.Resilience;

namespace Orders.Cli.Doctor;

/// <summary>Reads what is deployed or runs. It changes nothing.</summary>
internal sealed class DeploymentReader(IAmazonSQS sqs, IAmazonDynamoDB dynamoDb, AwsJsonClient lambda, AwsPipelines pipelines, PipelineSettings settings)
{
    /// <summary>Reads everything once.</summary>
    /// <param name="attempts">What this caller may do, tried out before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Deployment> ReadAsync(IReadOnlyList<Attempt> attempts, CancellationToken cancellationToken)
    {
        string[] functions = [settings.Ingest.Name, settings.Processor.Name, settings.Notifier.Name];
        var table = await TableAsync(cancellationToken);
        return new Deployment
        {
            Settings = settings,
            Queues = await QueuesAsync(cancellationToken),
            Functions = await FunctionsAsync(functions, cancellationToken),
            Mappings = await MappingsAsync(cancellationToken),
            Table = table,
            HasPointInTimeRecovery = table is null ? null : await PointInTimeRecoveryAsync(cancellationToken),
            HasTimeToLive = table is null ? null : await TimeToLiveAsync(cancellationToken),
            Attempts = attempts,
        };
    }

    private async Task<IReadOnlyDictionary<string, DeployedQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DeployedQueue>(StringComparer.Ordinal);
        foreach (var (name, _) in QueueDefinitions.Of(settings, static _ => ""))
        {
            try
            {
                var url = await pipelines.Sqs.ExecuteAsync(async token => (await sqs.GetQueueUrlAsync(name, token)).QueueUrl, cancellationToken);
                var request = new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.All] };
                var described = await pipelines.Sqs.ExecuteAsync(async token => await sqs.GetQueueAttributesAsync(request, token), cancellationToken);
                found[name] = new DeployedQueue(url, described.Attributes);
            }
            catch (QueueDoesNotExistException)
            {
                // A check tells it.
            }
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<string, JsonElement>> FunctionsAsync(IEnumerable<string> functions, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var name in functions)
        {
            try
            {
                using var answer = await lambda.GetAsync($"2015-03-31/functions/{Uri.EscapeDataString(name)}/configuration", cancellationToken);
                found[name] = answer.RootElement.Clone();
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode is "ResourceNotFoundException")
            {
                // A check tells it.
            }
        }

        return found;
    }

    // All of the account: a mapping is found by what it is, whichever way its function was named when it was made.
    private async Task<ILookup<string, JsonElement>> MappingsAsync(CancellationToken cancellationToken)
    {
        var found = new List<JsonElement>();
        string? marker = null;
        do
        {
            var page = marker is null ? "" : $"?Marker={Uri.EscapeDataString(marker)}";
            using var answer = await lambda.GetAsync($"2015-03-31/event-source-mappings{page}", cancellationToken);
            found.AddRange(answer.RootElement.GetProperty("EventSourceMappings"u8).EnumerateArray().Select(static mapping => mapping.Clone()));
            marker = answer.RootElement.TryGetProperty("NextMarker"u8, out var more) ? more.GetString() : null;
        }
        while (!string.IsNullOrEmpty(marker));
        return found.ToLookup(static mapping => FunctionOf(mapping.GetProperty("FunctionArn"u8).GetString()!), StringComparer.Ordinal);
    }

    private static string FunctionOf(string arn) => arn.Split(':') is [_, _, _, _, _, "function", var name, ..] ? name : arn;

    private async Task<TableDescription?> TableAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await pipelines.DynamoDb.ExecuteAsync(async token => await dynamoDb.DescribeTableAsync(settings.Table.Name, token), cancellationToken)).Table;
        }
        catch (Amazon.DynamoDBv2.Model.ResourceNotFoundException)
        {
            return null;
        }
    }

    private Task<bool?> PointInTimeRecoveryAsync(CancellationToken cancellationToken) => IfToldAsync(async token =>
    {
        var backups = await dynamoDb.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = settings.Table.Name }, token);
        return backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus == PointInTimeRecoveryStatus.ENABLED;
    }, cancellationToken);

    private Task<bool?> TimeToLiveAsync(CancellationToken cancellationToken) => IfToldAsync(async token =>
    {
        var described = await dynamoDb.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = settings.Table.Name }, token);
        return described.TimeToLiveDescription?.TimeToLiveStatus == TimeToLiveStatus.ENABLED;
    }, cancellationToken);

    // An emulator may not know the operation, and a caller may lack a permission that only this check needs.
    private async Task<bool?> IfToldAsync(Func<CancellationToken, Task<bool>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await pipelines.DynamoDb.ExecuteAsync(async token => await ask(token), cancellationToken);
        }
        catch (AmazonDynamoDBException exception) when (!TransientFaults.IsTransient(exception))
        {
            return null;
        }
    }
}

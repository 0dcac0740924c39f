using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;
using Orders.Operations.Releases;
using Orders.Operations.Settings;

namespace Orders.Operations.Doctor.Deployed;

/// <summary>A snapshot of a deployment, or of a running pipeline, with its settings.</summary>
internal sealed record DeployedPipeline
{
    /// <summary>Where it was looked for: account and region, or region and endpoint.</summary>
    public required string Place { get; init; }

    /// <summary>The settings, with the deployment's prefix.</summary>
    public required PipelineSettings Settings { get; init; }

    /// <summary>The existing queues by name.</summary>
    public required IReadOnlyDictionary<string, DeployedQueue> Queues { get; init; }

    /// <summary>The live versions of the functions by the function's name, as GetFunctionConfiguration returns them.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Functions { get; init; }

    /// <summary>Which versions are live.</summary>
    public IReadOnlyList<LiveFunction> Live { get; init; } = [];

    /// <summary>The event source mappings by function name, as ListEventSourceMappings returns them.</summary>
    public required ILookup<string, JsonElement> Mappings { get; init; }

    /// <summary>The table; null if it does not exist.</summary>
    public TableDescription? Table { get; init; }

    /// <summary>Whether point-in-time recovery is on; null if unknown.</summary>
    public bool? HasPointInTimeRecovery { get; init; }

    /// <summary>The attribute by which time to live removes rows, empty if it is off; null if unknown.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>The account's concurrency; null if unknown.</summary>
    public ConcurrencyQuota? Concurrency { get; init; }

    /// <summary>The number of the stream's shards that are written to; null if unknown.</summary>
    public int? OpenShards { get; init; }

    /// <summary>Resources that could not be read although they may exist, with the cause.</summary>
    public IReadOnlyDictionary<string, Obstacle> Unread { get; init; } = new Dictionary<string, Obstacle>(0);

    /// <summary>The permissions that this caller tried.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>Returns the ARN of a queue; for a missing queue the one that it would have.</summary>
    public string ArnOf(string queue) => Of(queue, static found => found.Arn, ':');

    /// <summary>Returns the URL of a queue; for a missing queue the one that it would have.</summary>
    public string UrlOf(string queue) => Of(queue, static found => found.Url, '/');

    // A missing queue's address is derived from that of any other queue.
    private string Of(string queue, Func<DeployedQueue, string> name, char separator)
    {
        if (Queues.TryGetValue(queue, out var found))
        {
            return name(found);
        }

        var neighbour = Queues.Values.Select(name).FirstOrDefault() ?? "";
        return neighbour[..(neighbour.LastIndexOf(separator) + 1)] + queue;
    }
}

/// <summary>An existing queue.</summary>
/// <param name="Url">Its URL.</param>
/// <param name="Attributes">All its attributes.</param>
internal sealed record DeployedQueue(string Url, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The queue's ARN.</summary>
    public string Arn => Attributes.GetValueOrDefault(QueueAttributeName.QueueArn, "");

    /// <summary>Returns a numeric attribute; null if it is missing.</summary>
    public int? Number(string attribute) => int.TryParse(Attributes.GetValueOrDefault(attribute), out var number) ? number : null;
}

/// <summary>The number of invocations that Lambda runs at once for an account in a region.</summary>
/// <param name="Total">The quota.</param>
/// <param name="Unreserved">What no function has reserved.</param>
internal sealed record ConcurrencyQuota(int Total, int Unreserved);

/// <summary>A tried permission.</summary>
/// <param name="Permission">The permission's IAM action.</param>
/// <param name="Subject">The resource.</param>
/// <param name="Refusal">Why it failed; null if it succeeded.</param>
internal sealed record Attempt(string Permission, string Subject, Obstacle? Refusal);

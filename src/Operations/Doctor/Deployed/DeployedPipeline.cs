using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;
using Orders.Operations.Settings;

namespace Orders.Operations.Doctor.Deployed;

/// <summary>What is deployed, or runs, as it was read once; and what the settings say.</summary>
internal sealed record DeployedPipeline
{
    /// <summary>The settings, with the deployment's prefix.</summary>
    public required PipelineSettings Settings { get; init; }

    /// <summary>The queues that are there, by name.</summary>
    public required IReadOnlyDictionary<string, DeployedQueue> Queues { get; init; }

    /// <summary>The functions that are there, by name, as GetFunctionConfiguration tells them.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Functions { get; init; }

    /// <summary>The event source mappings by their function's name, as ListEventSourceMappings tells them.</summary>
    public required ILookup<string, JsonElement> Mappings { get; init; }

    /// <summary>The table; null where there is none.</summary>
    public TableDescription? Table { get; init; }

    /// <summary>Whether the table can be brought back to any second of the last weeks; null where that is not told.</summary>
    public bool? HasPointInTimeRecovery { get; init; }

    /// <summary>Whether the table's rows expire; null where that is not told.</summary>
    public bool? HasTimeToLive { get; init; }

    /// <summary>What could not be read although it may be there, with the service's error code.</summary>
    public IReadOnlyDictionary<string, string> Unread { get; init; } = new Dictionary<string, string>(0);

    /// <summary>What this caller tried, and how that ended.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>The ARN of a queue: of one that is missing, the one that it would have.</summary>
    public string ArnOf(string queue) => Of(queue, static found => found.Arn, ':');

    /// <summary>The URL of a queue: of one that is missing, the one that it would have.</summary>
    public string UrlOf(string queue) => Of(queue, static found => found.Url, '/');

    // A queue that is missing would be beside any other.
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

/// <summary>A queue that is there.</summary>
/// <param name="Url">Its URL.</param>
/// <param name="Attributes">All its attributes.</param>
internal sealed record DeployedQueue(string Url, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Its ARN.</summary>
    public string Arn => Attributes.GetValueOrDefault(QueueAttributeName.QueueArn, "");

    /// <summary>An attribute that is a number; null where it is not told.</summary>
    public int? Number(string attribute) => int.TryParse(Attributes.GetValueOrDefault(attribute), out var number) ? number : null;
}

/// <summary>Something that operators do, tried out.</summary>
/// <param name="Permission">The permission that it needs, in IAM's words.</param>
/// <param name="Subject">On what.</param>
/// <param name="Refusal">Why it was not done; null where it was.</param>
internal sealed record Attempt(string Permission, string Subject, string? Refusal);

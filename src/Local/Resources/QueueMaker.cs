using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Operations.Settings;

namespace Orders.Local.Resources;

/// <summary>Creates the pipeline's queues.</summary>
/// <param name="sqs">The client.</param>
public sealed class QueueMaker(IAmazonSQS sqs)
{
    /// <summary>Creates every queue of the settings, dead-letter queues first; existing queues are left unchanged.</summary>
    /// <returns>The queues by name.</returns>
    public async Task<IReadOnlyDictionary<string, QueueAddress>> CreateAsync(PipelineSettings settings, CancellationToken cancellation = default)
    {
        var queues = new Dictionary<string, QueueAddress>(StringComparer.Ordinal);
        foreach (var (name, attributes) in QueueDefinitions.Of(settings, name => queues[name].Arn))
        {
            queues[name] = await CreateAsync(name, attributes, cancellation);
        }

        return queues;
    }

    /// <summary>Creates one queue.</summary>
    public async Task<QueueAddress> CreateAsync(string name, Dictionary<string, string> attributes, CancellationToken cancellation = default)
    {
        var created = await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = attributes }, cancellation);
        var described = await sqs.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = created.QueueUrl, AttributeNames = [QueueAttributeName.QueueArn] }, cancellation);
        return new QueueAddress(name, created.QueueUrl, described.QueueARN);
    }
}

/// <summary>An existing queue.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Url">The queue's URL.</param>
/// <param name="Arn">The queue's ARN.</param>
public sealed record QueueAddress(string Name, string Url, string Arn);

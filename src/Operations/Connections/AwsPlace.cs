using Amazon.SQS;
using Amazon.SQS.Model;
using Polly;

namespace Orders.Operations.Connections;

/// <summary>An account and a region. Every command that changes something names them, so that nobody changes another deployment by mistake.</summary>
/// <param name="Account">The account's id: 12 digits.</param>
/// <param name="Region">The region's code.</param>
internal sealed record AwsPlace(string Account, string Region)
{
    /// <summary>Reads the place from a regional ARN, <c>arn:aws:service:region:account:name</c>; null if it is not one.</summary>
    public static AwsPlace? OfArn(string? arn) => arn?.Split(':') is ["arn", _, _, { Length: > 0 } region, { Length: > 0 } account, ..] ? new AwsPlace(account, region) : null;

    /// <summary>Reads the place of a queue; null if the server does not return its ARN, as SQS does.</summary>
    public static async Task<AwsPlace?> OfQueueAsync(IAmazonSQS sqs, ResiliencePipeline pipeline, string url, CancellationToken cancellationToken)
    {
        var answer = await pipeline.ExecuteAsync(
            async token => await sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest(url, [QueueAttributeName.QueueArn]), token), cancellationToken);
        return OfArn(answer.Attributes?.GetValueOrDefault(QueueAttributeName.QueueArn));
    }

    /// <inheritdoc/>
    public override string ToString() => $"account {Account}, {Region}";
}

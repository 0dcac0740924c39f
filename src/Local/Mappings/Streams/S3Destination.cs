using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Orders.Local.Resources;
using Orders.Settings;

namespace Orders.Local.Mappings.Streams;

/// <summary>
/// A bucket as the destination: it gets an object with report and records, and a queue gets S3's notice of it, as Terraform configures the bucket
/// (Amazon S3 User Guide, "Event message structure").
/// </summary>
/// <param name="s3">The S3 client.</param>
/// <param name="bucket">The bucket's name.</param>
/// <param name="mappingId">The mapping's id.</param>
/// <param name="sqs">The SQS client.</param>
/// <param name="notices">The queue of the notices.</param>
public sealed class S3Destination(IAmazonS3 s3, string bucket, string mappingId, IAmazonSQS sqs, QueueAddress notices) : IOnFailureDestination
{
    /// <inheritdoc/>
    public string Arn => $"arn:aws:s3:::{bucket}";

    /// <inheritdoc/>
    public async Task SendAsync(DiscardedBatch batch, CancellationToken cancellation)
    {
        var random = new byte[16];
        SystemRandomness.Fill(random);
        var key = string.Create(CultureInfo.InvariantCulture, $"aws/lambda/{mappingId}/{batch.ShardId}/{batch.At.UtcDateTime:yyyy'/'MM'/'dd'/'yyyy-MM-dd'T'HH'.'mm'.'ss}-{new Guid(random)}");
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = batch.Report(withPayload: true), UseChunkEncoding = false }, cancellation);
        await sqs.SendMessageAsync(notices.Url, Notice(key, batch.At), cancellation);
    }

    string Notice(string key, DateTimeOffset at) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["eventVersion"] = "2.1",
            ["eventSource"] = "aws:s3",
            ["eventTime"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["eventName"] = "ObjectCreated:Put",
            ["s3"] = new JsonObject
            {
                ["s3SchemaVersion"] = "1.0",
                ["bucket"] = new JsonObject { ["name"] = bucket, ["arn"] = Arn },
                ["object"] = new JsonObject { ["key"] = key },
            },
        }),
    }.ToJsonString();
}

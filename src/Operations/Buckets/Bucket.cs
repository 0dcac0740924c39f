using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Orders.Operations.Connections;
using Polly;

namespace Orders.Operations.Buckets;

/// <summary>The objects of a bucket, as texts.</summary>
/// <param name="s3">The S3 client.</param>
/// <param name="pipeline">Retries calls.</param>
/// <param name="name">The bucket's name.</param>
/// <param name="owner">The account that must own the bucket: S3 refuses calls if another one does. Null for any.</param>
internal sealed class Bucket(IAmazonS3 s3, ResiliencePipeline pipeline, string name, string? owner = null)
{
    /// <summary>The bucket's name.</summary>
    public string Name => name;

    /// <summary>Returns the name of a deployment's bucket, as Terraform gives it: all accounts share the names of buckets.</summary>
    /// <param name="setting">The name in the settings, with the deployment's prefix.</param>
    /// <param name="place">The deployment's account and region.</param>
    public static string NameOf(string setting, AwsPlace place) => $"{setting}-{place.Account}-{place.Region}";

    /// <summary>Returns the keys with a prefix, after a key, in the order of their UTF-8 bytes.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string prefix, string? after, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = name, Prefix = prefix, StartAfter = after, ExpectedBucketOwner = owner };
        var keys = new List<string>();
        do
        {
            var page = await pipeline.ExecuteAsync(async token => await s3.ListObjectsV2Async(request, token), cancellationToken);
            keys.AddRange((page.S3Objects ?? []).Select(static found => found.Key));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        return keys;
    }

    /// <summary>Returns an object's content; null if it is larger than <paramref name="maxBytes"/>.</summary>
    public async Task<string?> ReadAsync(string key, CancellationToken cancellationToken, long maxBytes = long.MaxValue)
    {
        var request = new GetObjectRequest { BucketName = name, Key = key, ExpectedBucketOwner = owner };
        using var found = await pipeline.ExecuteAsync(async token => await s3.GetObjectAsync(request, token), cancellationToken);
        if (found.ContentLength > maxBytes)
        {
            return null;
        }

        using var reader = new StreamReader(found.ResponseStream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Writes an object. Never cancelled: nobody would know whether it was written.</summary>
    public async Task WriteAsync(string key, string text, string contentType)
    {
        var request = new PutObjectRequest { BucketName = name, Key = key, ContentBody = text, ContentType = contentType, UseChunkEncoding = false, ExpectedBucketOwner = owner };
        await pipeline.ExecuteAsync(async token => await s3.PutObjectAsync(request, token), CancellationToken.None);
    }

    /// <summary>Deletes an object, if it exists. Never cancelled.</summary>
    public async Task DeleteAsync(string key)
    {
        var request = new DeleteObjectRequest { BucketName = name, Key = key, ExpectedBucketOwner = owner };
        await pipeline.ExecuteAsync(async token => await s3.DeleteObjectAsync(request, token), CancellationToken.None);
    }
}

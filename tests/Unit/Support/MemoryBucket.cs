using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Orders.Tests.Unit.Support;

/// <summary>S3 with one bucket, in memory.</summary>
internal sealed class MemoryBucket() : AmazonS3Client(new BasicAWSCredentials("id", "secret"), new AmazonS3Config { ServiceURL = "http://127.0.0.1:1" })
{
    public SortedDictionary<string, string> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>The answer to every call.</summary>
    public AmazonS3Exception? Refusal { get; set; }

    /// <summary>The key that alone is refused, with AccessDenied.</summary>
    public string? RefusedKey { get; set; }

    /// <summary>The accounts that had to own the bucket.</summary>
    public HashSet<string?> Owners { get; } = [];

    // No object is changed; the audit log's probe is written again.
    public override Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default) =>
        Answer(request.Key, request.ExpectedBucketOwner, () =>
        {
            Assert.True(request.Key == "orders/probe" || Objects.TryAdd(request.Key, request.ContentBody));
            return new PutObjectResponse();
        });

    // One key a page.
    public override Task<ListObjectsV2Response> ListObjectsV2Async(ListObjectsV2Request request, CancellationToken cancellationToken = default) =>
        Answer("", request.ExpectedBucketOwner, () =>
        {
            var after = request.ContinuationToken ?? request.StartAfter ?? "";
            var found = Objects.Keys.Where(key => key.StartsWith(request.Prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0).Take(2).ToList();
            return new ListObjectsV2Response
            {
                S3Objects = [.. found.Take(1).Select(static key => new S3Object { Key = key })],
                NextContinuationToken = found.Count > 1 ? found[0] : null,
            };
        });

    public override Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default) =>
        Answer(request.Key, request.ExpectedBucketOwner, () =>
        {
            var content = Encoding.UTF8.GetBytes(Objects[request.Key]);
            return new GetObjectResponse { ResponseStream = new MemoryStream(content), ContentLength = content.Length };
        });

    public override Task<DeleteObjectResponse> DeleteObjectAsync(DeleteObjectRequest request, CancellationToken cancellationToken = default) =>
        Answer(request.Key, request.ExpectedBucketOwner, () =>
        {
            Objects.Remove(request.Key);
            return new DeleteObjectResponse();
        });

    private Task<T> Answer<T>(string key, string? owner, Func<T> answer)
    {
        Owners.Add(owner);
        return (Refusal ?? (key == RefusedKey ? new AmazonS3Exception("no") { ErrorCode = "AccessDenied" } : null)) is { } refusal
            ? Task.FromException<T>(refusal)
            : Task.FromResult(answer());
    }
}

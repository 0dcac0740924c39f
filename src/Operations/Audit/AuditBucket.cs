using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.S3.Model;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Operations.Audit;

/// <summary>
/// An audit log in S3 that a team shares: one object for the lines that were written together, under <c>prefix/year/month/day/time</c>. No object is
/// ever changed, so the bucket may have a retention rule (Object Lock).
/// </summary>
/// <param name="s3">The S3 client.</param>
/// <param name="pipeline">Retries calls.</param>
/// <param name="bucket">The bucket's name.</param>
/// <param name="prefix">The prefix of every key: empty, or with a slash at its end.</param>
/// <param name="time">The clock.</param>
internal sealed partial class AuditBucket(IAmazonS3 s3, ResiliencePipeline pipeline, string bucket, string prefix, TimeProvider time) : IAuditStore
{
    private const string Scheme = "s3://";
    private const string Extension = ".ndjson";
    private const int ReadsSideBySide = 16;

    /// <inheritdoc/>
    public string Name => $"{Scheme}{bucket}/{prefix}";

    /// <inheritdoc/>
    public bool Exists => true;

    /// <summary>Opens the bucket that a name means; null if the name is not of S3.</summary>
    /// <exception cref="CommandException">The name breaks its rule.</exception>
    public static AuditBucket? Open(string name, Connection connection)
    {
        if (!name.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        return Address().Match(name) is { Success: true } address
            ? new AuditBucket(
                connection.NewS3Client(),
                Connection.NewPipeline(TimeProvider.System),
                address.Groups["bucket"].Value,
                address.Groups["prefix"].Value is { Length: > 0 } prefix ? $"{prefix.Trim('/')}/" : "",
                TimeProvider.System)
            : throw new CommandException($"--audit and {AuditLog.Variable} must name a file, or s3://bucket/prefix with a valid bucket name.") { ExitCode = ExitCodes.Usage };
    }

    /// <inheritdoc/>
    public Task ProbeAsync() => PutAsync($"{prefix}probe", "");

    /// <inheritdoc/>
    public Task AppendAsync(string lines) => PutAsync($"{prefix}{PathOf(time.GetUtcNow())}-{Unique()}{Extension}", lines);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TextReader>> OpenAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        try
        {
            var keys = await KeysAsync(since, cancellationToken);
            var texts = new string[keys.Count];
            await SideBySide.ForEachAsync(Enumerable.Range(0, keys.Count), ReadsSideBySide, async index => texts[index] = await ReadAsync(keys[index], cancellationToken));
            return [.. texts.Select(static text => new StringReader(text))];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            throw new CommandException($"The audit log cannot be read: {Name}: {CallFailure.Name(exception)}", exception);
        }
    }

    private static string PathOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'HHmmssfff", CultureInfo.InvariantCulture);

    // Two operators may write in the same millisecond.
    private static string Unique()
    {
        Span<byte> bytes = stackalloc byte[8];
        SystemRandomness.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private async Task PutAsync(string key, string text)
    {
        var request = new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = text, ContentType = "application/x-ndjson", UseChunkEncoding = false };
        try
        {
            await pipeline.ExecuteAsync(async token => await s3.PutObjectAsync(request, token), CancellationToken.None);
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            throw new CommandException(AuditLog.NotWrittenMessage(Name, CallFailure.Name(exception)), exception);
        }
    }

    private async Task<IReadOnlyList<string>> KeysAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, StartAfter = since is { } start ? prefix + PathOf(start) : null };
        var keys = new List<string>();
        do
        {
            var page = await pipeline.ExecuteAsync(async token => await s3.ListObjectsV2Async(request, token), cancellationToken);
            keys.AddRange((page.S3Objects ?? []).Select(static found => found.Key).Where(static key => key.EndsWith(Extension, StringComparison.Ordinal)));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        return keys;
    }

    private async Task<string> ReadAsync(string key, CancellationToken cancellationToken)
    {
        using var found = await pipeline.ExecuteAsync(async token => await s3.GetObjectAsync(bucket, key, token), cancellationToken);
        using var reader = new StreamReader(found.ResponseStream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    // Amazon S3 User Guide, "General purpose bucket naming rules".
    [GeneratedRegex("^s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/(?<prefix>[A-Za-z0-9!_.*'()/-]*))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}

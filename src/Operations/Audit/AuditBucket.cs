using System.Globalization;
using System.Text.RegularExpressions;
using Orders.Operations.Buckets;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Resilience;
using Orders.Settings;

namespace Orders.Operations.Audit;

/// <summary>
/// An audit log in S3 that a team shares: one object for the lines that were written together, under <c>prefix/year/month/day/time</c>. No object is
/// ever changed, so the bucket may have a retention rule (Object Lock).
/// </summary>
/// <param name="bucket">The bucket.</param>
/// <param name="prefix">The prefix of every key: empty, or with a slash at its end.</param>
/// <param name="time">The clock.</param>
internal sealed partial class AuditBucket(Bucket bucket, string prefix, TimeProvider time) : IAuditStore
{
    private const string Scheme = "s3://";
    private const string Extension = ".ndjson";
    private const int ReadsSideBySide = 16;

    /// <inheritdoc/>
    public string Name => $"{Scheme}{bucket.Name}/{prefix}";

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
                new Bucket(connection.NewS3Client(), Connection.NewPipeline(TimeProvider.System), address.Groups["bucket"].Value),
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
            var keys = (await bucket.KeysAsync(prefix, since is { } start ? prefix + PathOf(start) : null, cancellationToken)).Where(static key => key.EndsWith(Extension, StringComparison.Ordinal)).ToList();
            var texts = new string[keys.Count];
            await SideBySide.ForEachAsync(Enumerable.Range(0, keys.Count), ReadsSideBySide, async index => texts[index] = (await bucket.ReadAsync(keys[index], cancellationToken))!);
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
        try
        {
            await bucket.WriteAsync(key, text, "application/x-ndjson");
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            throw new CommandException(AuditLog.NotWrittenMessage(Name, CallFailure.Name(exception)), exception);
        }
    }

    // Amazon S3 User Guide, "General purpose bucket naming rules".
    [GeneratedRegex("^s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/(?<prefix>[A-Za-z0-9!_.*'()/-]*))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}

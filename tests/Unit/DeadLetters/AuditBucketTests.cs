using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Time.Testing;
using Orders.Operations.Audit;
using Orders.Operations.Buckets;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Tests.Unit.Support;
using Polly;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class AuditBucketTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 10, 0, 0, TimeSpan.Zero));
    private readonly MemoryBucket _s3 = new();

    [Fact]
    public async Task Two_operators_share_one_log_and_no_object_is_changed()
    {
        foreach (var operatorName in (string[])["ann", "bob"])
        {
            var log = await AuditLog.OpenAsync(Open(), new AwsPlace("123456789012", "eu-central-1"), $"arn:aws:sts::123456789012:assumed-role/Operator/{operatorName}");
            var lines = new AuditLines(AuditActions.Redrive, "orders-dlq", operatorName, _time.GetUtcNow(), _time);
            await log.AppendAsync([lines.Of("id-1", AuditResults.Sent)]);
            _time.Advance(TimeSpan.FromHours(1));
        }

        var report = await AuditReport.ReadAsync(Open(), since: null, Given.Token);

        Assert.Equal(["ann", "bob"], report.Runs.Select(static run => run.By));
        Assert.All(report.Runs, static run => Assert.EndsWith($"/{run.By}", run.Caller, StringComparison.Ordinal));
        Assert.Equal("s3://logs/orders/", report.Path);
        Assert.Equal(2, _s3.Objects.Keys.Count(static key => key.StartsWith("orders/2026/11/29/1", StringComparison.Ordinal) && key.EndsWith(".ndjson", StringComparison.Ordinal)));
        Assert.Equal("bob", Assert.Single((await AuditReport.ReadAsync(Open(), _time.GetUtcNow().AddHours(-1), Given.Token)).Runs).By);
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_written_is_known_before_anything_is_changed()
    {
        _s3.Refusal = new AmazonS3Exception("no") { ErrorCode = "AccessDenied" };

        var error = await Assert.ThrowsAsync<CommandException>(() => AuditLog.OpenAsync(Open()));

        Assert.Equal("The audit log cannot be written, so nothing more is shown or deleted: s3://logs/orders/: AccessDenied", error.Message);
        Assert.Contains("AccessDenied", (await Assert.ThrowsAsync<CommandException>(() => AuditReport.ReadAsync(Open(), since: null, Given.Token))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3://UPPER/x")]
    [InlineData("s3://logs/with blank")]
    public void A_name_that_is_no_bucket_is_refused(string name) =>
        Assert.Equal(
            "--audit and ORDERS_AUDIT must name a file, or s3://bucket/prefix with a valid bucket name.",
            Assert.Throws<CommandException>(() => AuditLog.StoreFor(name, new Connection { Region = "eu-central-1", Credentials = new BasicAWSCredentials("id", "secret") })).Message);

    [Theory]
    [InlineData("s3://logs", "s3://logs/")]
    [InlineData("s3://logs/orders", "s3://logs/orders/")]
    [InlineData("s3://logs/orders/", "s3://logs/orders/")]
    public void A_prefix_ends_with_a_slash(string name, string store) =>
        Assert.Equal(store, AuditLog.StoreFor(name, new Connection { Region = "eu-central-1", Credentials = new BasicAWSCredentials("id", "secret") }).Name);

    public void Dispose() => _s3.Dispose();

    private AuditBucket Open() => new(new Bucket(_s3, ResiliencePipeline.Empty, "logs"), "orders/", _time);
}

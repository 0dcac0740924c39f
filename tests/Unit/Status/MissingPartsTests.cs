using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Cli.Options;
using Orders.Operations.Connections;
using Orders.Operations.Doctor;
using Orders.Operations.Doctor.Checks;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Pausing;
using Orders.Operations.Releases;
using Orders.Operations.Settings;
using Orders.Operations.Status;
using Orders.Operations.Streams;
using Orders.Resilience;
using Orders.Tests.Unit.Support;
using Polly;

namespace Orders.Tests.Unit.Status;

/// <summary>What a status and a doctor say of a pipeline of which a part is missing, or may not be read: the rest, and the part's name.</summary>
public sealed class MissingPartsTests
{
    private const string Metrics = """{"MetricDataResults":[]}""";

    private readonly PipelineSettings _settings = PipelineSettings.Load(Repository.Find().Settings);
    private readonly AwsPipelines _pipelines = new(TimeProvider.System, static () => 0.5);

    public static TheoryData<string> Queues
    {
        get
        {
            var settings = PipelineSettings.Load(Repository.Find().Settings);
            return [settings.OrdersQueue.Name, settings.OrdersQueue.DeadLetterQueue, settings.OrderEventsDlq.Name, settings.Consumers[0].Queue, settings.Consumers[0].DeadLetterQueue];
        }
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task A_queue_that_is_missing_is_named_beside_the_others(string missing)
    {
        var status = await StatusAsync(queue => queue == missing ? new QueueDoesNotExistException("gone") : null, Metrics);

        Assert.False(status.IsWell);
        Assert.Equal(new PipelineProblem(missing, $"The queue {missing} does not exist in account 123456789012, eu-west-1. Check --profile, --region, --prefix and --endpoint."), Assert.Single(status.Problems));
        Assert.All(status.Queues.Where(queue => queue.Name != missing), static queue => Assert.Equal((3, null), (queue.Visible, queue.Problem)));
        Assert.Equal(3, status.Functions.Count);
        Assert.Contains($"\"problems\":[{{\"name\":\"{missing}\"", status.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_may_not_be_read_is_named_with_the_services_word()
    {
        var status = await StatusAsync(queue => queue == "orders" ? Faults.Sqs("AccessDenied", 403) : null, Metrics);

        Assert.Equal(new PipelineProblem("orders", "The queue orders cannot be read: AccessDenied."), Assert.Single(status.Problems));
    }

    [Theory]
    [InlineData("""{"__type":"AccessDeniedException","message":"no"}""", HttpStatusCode.BadRequest, "CloudWatch cannot be read: AccessDeniedException.")]
    [InlineData("<html>", HttpStatusCode.OK, "CloudWatch cannot be read: cloudwatch.test does not answer as the service monitoring does: is the endpoint right?")]
    [InlineData("{}", HttpStatusCode.OK, "CloudWatch cannot be read: cloudwatch.test does not answer as the service monitoring does: is the endpoint right?")]
    [InlineData("""{"MetricDataResults":[{"Id":"z"}]}""", HttpStatusCode.OK, "CloudWatch cannot be read: cloudwatch.test does not answer as the service monitoring does: is the endpoint right?")]
    public async Task Without_metrics_the_queues_are_shown(string answer, HttpStatusCode code, string problem)
    {
        var status = await StatusAsync(static _ => null, answer, code);

        Assert.Equal(new PipelineProblem("metrics", problem), Assert.Single(status.Problems));
        Assert.All(status.Queues, static queue => Assert.Equal(3, queue.Visible));
        Assert.Empty(status.Functions);
        Assert.NotEmpty(status.ToJson());
        Assert.NotNull(StatusScreen.Of(status));
    }

    [Fact]
    public async Task Where_nothing_may_be_read_that_is_the_failure() =>
        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<AmazonSQSException>(() => StatusAsync(static _ => Faults.Sqs("AccessDenied", 403), """{"__type":"AccessDeniedException"}""", HttpStatusCode.BadRequest))).ErrorCode);

    [Fact]
    public async Task Where_no_queue_can_be_read_the_functions_are_shown()
    {
        var status = await StatusAsync(static _ => Faults.Sqs("AccessDenied", 403), Metrics);

        Assert.Equal(3, status.Functions.Count);
        Assert.Equal(status.Queues.Select(static queue => $"The queue {queue.Name} cannot be read: AccessDenied."), status.Problems.Select(static problem => problem.Message));
    }

    [Fact]
    public async Task The_doctor_names_what_it_cannot_read_and_checks_the_rest()
    {
        using var sqs = new CountedQueues(static queue => queue == "orders-dlq" ? Faults.Sqs("AccessDenied", 403) : null);
        using var dynamoDb = new DeniedTable();
        using var handler = new Answering("""{"__type":"AccessDeniedException"}""", HttpStatusCode.Forbidden);
        using var lambda = NewClient("lambda", handler);

        var deployment = await new DeploymentReader(sqs, dynamoDb, lambda, static _ => throw new InvalidOperationException("There is no table."), _pipelines, _settings).ReadAsync("eu-west-1", [], Given.Token);
        var broken = Report.Of(deployment).Findings.Where(static finding => finding.Verdict == Verdict.Broken && finding.Check == "existence").Select(static finding => $"{finding.Subject} {finding.Found}");

        Assert.Equal(
            [
                "queue orders-dlq cannot be read: AccessDenied", "table Orders cannot be read: AccessDeniedException", "function orders-ingest:live cannot be read: AccessDeniedException",
                "function orders-processor:live cannot be read: AccessDeniedException", "function orders-notifier:live cannot be read: AccessDeniedException",
                "event source mappings cannot be read: AccessDeniedException",
            ],
            broken);
        Assert.Contains(Report.Of(deployment).Findings, static finding => finding is { Verdict: Verdict.NotChecked, Subject: "account's concurrency", Found: "cannot be read: AccessDeniedException" });
    }

    [Fact]
    public async Task The_doctor_does_not_take_trouble_with_the_connection_for_a_missing_permission()
    {
        using var sqs = new CountedQueues(static queue => queue == "orders" ? new HttpRequestException("Connection refused (127.0.0.1:1)") : null);
        using var dynamoDb = new DeniedTable();
        using var handler = new Answering("""{"__type":"AccessDeniedException"}""", HttpStatusCode.Forbidden);
        using var lambda = NewClient("lambda", handler);
        static AwsPipelines NewPipelines() => new(new InstantTime(Given.Now), static () => 0.5);
        static IStreamSource NoStream(string arn) => throw new InvalidOperationException(arn);

        var attempts = await new PermissionProbe(sqs, dynamoDb, NoStream, new MetricReader(lambda), NewPipelines(), _settings, TimeProvider.System).TryAsync(Given.Token);
        var findings = Report.Of(await new DeploymentReader(sqs, dynamoDb, lambda, NoStream, NewPipelines(), _settings).ReadAsync("eu-west-1", attempts, Given.Token)).Findings
            .Where(static finding => finding.Verdict == Verdict.Broken && finding.Check is "existence" or "this caller" && finding.Fix is not null).ToList();

        Assert.All(findings.Where(static finding => finding.Found.Contains("Connection refused", StringComparison.Ordinal)), static finding => Assert.StartsWith("Check the network, the proxy and --endpoint", finding.Fix, StringComparison.Ordinal));
        Assert.Contains(findings, static finding => finding is { Subject: "queue orders", Found: "cannot be read: AWS could not be called: Connection refused (127.0.0.1:1)" });
        Assert.Contains(findings, static finding => finding.Found.StartsWith("sqs:ReceiveMessage: AWS could not be called", StringComparison.Ordinal));
        Assert.Contains(findings, static finding => finding is { Found: "dynamodb:GetItem: AccessDeniedException" } && finding.Fix!.StartsWith("Grant this caller dynamodb:GetItem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_doctor_says_where_it_looked_for_what_is_missing()
    {
        using var sqs = new CountedQueues(static queue => queue == "orders-dlq" ? new QueueDoesNotExistException("gone") : null);
        using var dynamoDb = new DeniedTable();
        using var handler = new Answering("""{"__type":"AccessDeniedException"}""", HttpStatusCode.Forbidden);
        using var lambda = NewClient("lambda", handler);

        var deployment = await new DeploymentReader(sqs, dynamoDb, lambda, static _ => throw new InvalidOperationException("There is no table."), _pipelines, _settings)
            .ReadAsync("account 123456789012, eu-west-1", [], Given.Token);

        Assert.Contains(Report.Of(deployment).Findings, static finding => finding is { Subject: "queue orders-dlq", Found: "does not exist in account 123456789012, eu-west-1" });
    }

    [Fact]
    public async Task The_status_says_that_it_does_not_know_which_functions_are_paused_and_which_versions_are_live()
    {
        var status = await StatusAsync(static _ => null, """{"MetricDataResults":[]}""", lambda: ("""{"__type":"AccessDeniedException"}""", HttpStatusCode.Forbidden));

        Assert.Equal(
            [
                new PipelineProblem("event source mappings", "Lambda's event source mappings cannot be read: AccessDeniedException."),
                new PipelineProblem("releases", "Lambda's versions cannot be read: AccessDeniedException."),
            ],
            status.Problems);
    }

    [Fact]
    public async Task A_paused_function_is_named_with_its_time_and_the_pipeline_is_not_well()
    {
        var status = await StatusAsync(static _ => null, """{"MetricDataResults":[]}""", lambda: ("""
            {"EventSourceMappings":[
              {"UUID":"a","FunctionArn":"arn:aws:lambda:eu-west-1:1:function:orders-processor","State":"Enabled","LastModified":1796000000},
              {"UUID":"b","FunctionArn":"arn:aws:lambda:eu-west-1:1:function:orders-processor","State":"Disabling","LastModified":1796040000.5}]}
            """, HttpStatusCode.OK));

        Assert.Equal(["orders-processor", "orders-notifier"], status.Paused.Select(static paused => paused.Name));
        Assert.All(status.Paused, static paused => Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_796_040_000_500), paused.Since));
        Assert.False(status.IsWell);
    }

    private async Task<PipelineStatus> StatusAsync(
        Func<string, Exception?> fail, string metrics, HttpStatusCode code = HttpStatusCode.OK, (string Body, HttpStatusCode Code)? lambda = null)
    {
        using var sqs = new CountedQueues(fail);
        using var handler = new Answering(metrics, code);
        using var cloudWatch = NewClient("monitoring", handler);
        using var mappings = lambda is var (body, status) ? new Answering(body, status) : new Answering("""{"EventSourceMappings":[]}""", HttpStatusCode.OK);
        using var client = NewClient("lambda", mappings);
        return await new StatusReader(
            new QueueReader(sqs, _pipelines.Sqs, _settings, static _ => Task.FromResult("account 123456789012, eu-west-1")), new MetricReader(cloudWatch), new FunctionMappings(client), new LiveFunctions(client, _settings, TimeProvider.System), _settings, TimeProvider.System).ReadAsync(Given.Token);
    }

    private static AwsJsonClient NewClient(string service, HttpMessageHandler handler) => new(
        new AwsJsonEndpoint(new Uri("http://cloudwatch.test"), service, "eu-west-1"), new BasicAWSCredentials("id", "secret"), ResiliencePipeline.Empty, TimeProvider.System, handler);

    private sealed class CountedQueues(Func<string, Exception?> fail)
        : AmazonSQSClient(new BasicAWSCredentials("id", "secret"), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
    {
        public override Task<GetQueueUrlResponse> GetQueueUrlAsync(string queueName, CancellationToken cancellationToken = default) =>
            fail(queueName) is { } failure ? Task.FromException<GetQueueUrlResponse>(failure) : Task.FromResult(new GetQueueUrlResponse { QueueUrl = $"http://sqs.test/0/{queueName}" });

        public override Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GetQueueAttributesResponse { Attributes = new() { ["ApproximateNumberOfMessages"] = "3", ["QueueArn"] = $"arn:aws:sqs:eu-west-1:0:{request.QueueUrl.Split('/')[^1]}" } });
    }

    private sealed class DeniedTable()
        : AmazonDynamoDBClient(new BasicAWSCredentials("id", "secret"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
    {
        public override Task<DescribeTableResponse> DescribeTableAsync(string tableName, CancellationToken cancellationToken = default) =>
            Task.FromException<DescribeTableResponse>(Faults.DynamoDb("AccessDeniedException", 400));

        public override Task<GetItemResponse> GetItemAsync(string tableName, Dictionary<string, AttributeValue> key, CancellationToken cancellationToken = default) =>
            Task.FromException<GetItemResponse>(Faults.DynamoDb("AccessDeniedException", 400));
    }

    // A function has no alias here; RollBackTests has some.
    private sealed class Answering(string body, HttpStatusCode code) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            code == HttpStatusCode.OK && request.RequestUri!.AbsolutePath.Contains("/functions/", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("""{"__type":"ResourceNotFoundException"}""", Encoding.UTF8, "application/json") }
                : new HttpResponseMessage(code) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}

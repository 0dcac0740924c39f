using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.AmazonLambda;

public sealed class BootstrapTests
{
    [Fact]
    public async Task Invocations_are_answered_one_after_another()
    {
        await using RunningFunction function = new(async (input, context) =>
            await RunningFunction.Json($$"""{"id":"{{context.AwsRequestId}}","got":{{await RunningFunction.TextAsync(input)}}}"""));

        function.Api.Invoke("r-1", """{"n":1}""");
        function.Api.Invoke("r-2", """{"n":2}""");

        Assert.Equal(
            new Post("invocation/r-1/response", """{"id":"r-1","got":{"n":1}}""", "application/json", null),
            await function.Api.PostedAsync());
        Assert.Equal("invocation/r-2/response", (await function.Api.PostedAsync()).Path);
    }

    [Fact]
    public async Task A_typed_handler_gets_and_gives_objects()
    {
        await using RunningFunction function = new(LambdaBootstrapBuilder.Create<SQSEvent, SQSBatchResponse>(
            static (batch, _) => Task.FromResult(new SQSBatchResponse([new() { ItemIdentifier = Assert.Single(batch.Records).MessageId }])),
            new SourceGeneratorLambdaJsonSerializer<BootstrapContext>()));

        function.Api.Invoke("r-1", """{"Records":[{"messageId":"a longer one, whose answer is longer, too"}]}""");
        function.Api.Invoke("r-2", """{"Records":[{"messageId":"m-2"}]}""");

        await function.Api.PostedAsync();
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-2"}]}""", (await function.Api.PostedAsync()).Body);
    }

    [Fact]
    public async Task A_handler_that_throws_fails_its_invocation_and_not_the_next()
    {
        await using RunningFunction function = new(static (_, context) => context.AwsRequestId is "r-1"
            ? throw new InvalidOperationException("no \"way\"", new TimeoutException("too slow"))
            : RunningFunction.Json("1"));

        function.Api.Invoke("r-1", "{}");
        function.Api.Invoke("r-2", "{}");

        var report = await function.Api.PostedAsync();
        Assert.Equal(
            ("invocation/r-1/error", "application/vnd.aws.lambda.error+json", "InvalidOperationException"),
            (report.Path, report.ContentType, report.ErrorType));
        var error = JsonDocument.Parse(report.Body).RootElement;
        Assert.Equal("InvalidOperationException", error.GetProperty("errorType").GetString());
        Assert.Equal("no \"way\"", error.GetProperty("errorMessage").GetString());
        Assert.StartsWith("at ", error.GetProperty("stackTrace")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("TimeoutException", error.GetProperty("cause").GetProperty("errorType").GetString());
        var exceptions = JsonDocument.Parse(report.XRayCause!).RootElement.GetProperty("exceptions").EnumerateArray().ToList();
        Assert.Equal(
            [("InvalidOperationException", "no \"way\""), ("TimeoutException", "too slow")],
            exceptions.Select(static exception => (exception.GetProperty("type").GetString(), exception.GetProperty("message").GetString())));
        Assert.StartsWith("at ", exceptions[0].GetProperty("stack")[0].GetProperty("label").GetString(), StringComparison.Ordinal);
        Assert.Equal("invocation/r-2/response", (await function.Api.PostedAsync()).Path);

        await function.StopAsync();
        var line = Assert.Single(function.JsonLog);
        Assert.Equal(("Error", "r-1"), (line.GetProperty("level").GetString(), line.GetProperty("requestId").GetString()));
        Assert.Equal("no \"way\"", line.GetProperty("errorMessage").GetString());
    }

    [Fact]
    public async Task The_cause_for_X_Ray_is_ASCII_and_is_left_out_where_it_is_too_long_for_a_header()
    {
        await using RunningFunction function = new(static (_, context) => throw (context.AwsRequestId == "r-1"
            ? new InvalidOperationException("ü😀\r\nInjected: header")
            : new InvalidOperationException(new string('\u0001', 512), new InvalidOperationException(new string('\u0001', 512), new InvalidOperationException(
                new string('\u0001', 512), new InvalidOperationException(new string('\u0001', 512), new InvalidOperationException(new string('\u0001', 512))))))));

        function.Api.Invoke("r-1", "{}");
        function.Api.Invoke("r-2", "{}");

        var first = (await function.Api.PostedAsync()).XRayCause!;
        Assert.True(first.All(static character => character is >= ' ' and <= '~'));
        Assert.Equal("ü😀\r\nInjected: header", JsonDocument.Parse(first).RootElement.GetProperty("exceptions")[0].GetProperty("message").GetString());
        Assert.Equal("InvalidOperationException", (await function.Api.PostedAsync()).ErrorType);
    }

    [Theory]
    [InlineData("256", 256L << 20)]
    [InlineData("10240", 10240L << 20)]
    [InlineData("0", null)]
    [InlineData("much", null)]
    [InlineData(null, null)]
    public async Task The_heap_is_limited_to_the_functions_memory(string? megabytes, long? limit)
    {
        await using RunningFunction function = new(static (_, _) => RunningFunction.Json("1"), environment: new() { ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = megabytes });
        function.Api.Invoke("r-1", "{}");
        await function.Api.PostedAsync();

        Assert.Equal(limit is { } bytes ? [bytes] : [], function.HeapLimits);
    }

    [Theory]
    [InlineData("8", true)]
    [InlineData("1", false)]
    [InlineData("", false)]
    public async Task An_environment_with_several_invocations_at_a_time_is_refused(string concurrency, bool isRefused)
    {
        await using RunningFunction function = new(
            static (_, _) => RunningFunction.Json("1"),
            environment: new() { ["AWS_LAMBDA_MAX_CONCURRENCY"] = concurrency });
        function.Api.Invoke("r-1", "{}");

        var post = await function.Api.PostedAsync();
        Assert.Equal(isRefused ? "init/error" : "invocation/r-1/response", post.Path);
        if (isRefused)
        {
            Assert.Contains("AWS_LAMBDA_MAX_CONCURRENCY is 8", post.Body, StringComparison.Ordinal);
            await Assert.ThrowsAsync<InvalidOperationException>(() => function.Completion);
        }
    }

    // Every line is one of the official packages': what is public here beside them would compile here only.
    [Fact]
    public void No_member_is_public_that_the_official_packages_lack() => Assert.Equal(
        [
            "IClientContext Custom",
            "ICognitoIdentity IdentityId",
            "ILambdaContext AwsRequestId ClientContext FunctionName FunctionVersion Identity InvokedFunctionArn LogGroupName LogStreamName Logger MemoryLimitInMB RemainingTime TraceId",
            "ILambdaLogger Log LogLine",
            "ILambdaSerializer Deserialize Serialize",
            "LambdaBootstrap Dispose RunAsync",
            "LambdaBootstrapBuilder Build Create UseBootstrapHandler",
            "LambdaBootstrapInitializer .ctor BeginInvoke EndInvoke Invoke",
            "SourceGeneratorLambdaJsonSerializer`1 .ctor Deserialize Serialize",
        ],
        typeof(LambdaBootstrap).Assembly.GetExportedTypes()
            .Where(static type => type.Namespace is "Amazon.Lambda.Core" or "Amazon.Lambda.RuntimeSupport" or "Amazon.Lambda.Serialization.SystemTextJson")
            .Select(static type => $"{type.Name} {string.Join(' ', Members(type))}")
            .Order(StringComparer.Ordinal));

    [Fact]
    public async Task An_event_that_cannot_be_read_fails_its_invocation()
    {
        await using RunningFunction function = new(LambdaBootstrapBuilder.Create<SQSEvent, SQSBatchResponse>(
            static (_, _) => Task.FromResult(new SQSBatchResponse()),
            new SourceGeneratorLambdaJsonSerializer<BootstrapContext>()));

        function.Api.Invoke("r-1", """{"Records":[{"body":secret}]}""");

        var report = await function.Api.PostedAsync();
        Assert.Equal(("invocation/r-1/error", "JsonException"), (report.Path, report.ErrorType));
        Assert.DoesNotContain("secret", report.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_error_is_cut_to_what_the_Runtime_API_takes()
    {
        await using RunningFunction function = new(static (_, _) => throw new InvalidOperationException(new string('x', 1_000_000)));

        function.Api.Invoke("r-1", "{}");

        Assert.InRange((await function.Api.PostedAsync()).Body.Length, 1_000, 256 * 1024);
    }

    [Fact]
    public async Task Initialization_runs_before_the_first_invocation_is_taken()
    {
        TaskCompletionSource initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningFunction function = new(static (_, _) => RunningFunction.Json("1"), async () =>
        {
            await initialized.Task;
            return true;
        });
        function.Api.Invoke("r-1", "{}");
        Assert.Equal(0, function.Api.Asked);

        initialized.SetResult();

        Assert.Equal("invocation/r-1/response", (await function.Api.PostedAsync()).Path);
    }

    [Fact]
    public async Task An_initialization_that_fails_is_reported_and_ends_the_process()
    {
        await using RunningFunction function = new(
            static (_, _) => RunningFunction.Json("1"),
            static () => throw new InvalidOperationException("ORDERS_QUEUE_URL is not set"));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => function.Completion);

        Assert.Equal("ORDERS_QUEUE_URL is not set", thrown.Message);
        var report = await function.Api.PostedAsync();
        Assert.Equal(("init/error", "InvalidOperationException"), (report.Path, report.ErrorType));
        Assert.Contains("ORDERS_QUEUE_URL", report.Body, StringComparison.Ordinal);
        Assert.Equal(0, function.Api.Asked);
        Assert.False(Assert.Single(function.JsonLog).TryGetProperty("requestId", out _));
    }

    [Fact]
    public async Task An_initialization_that_declines_leaves_without_an_invocation()
    {
        await using RunningFunction function = new(static (_, _) => RunningFunction.Json("1"), static () => Task.FromResult(false));

        await function.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(0, function.Api.Asked);
    }

    [Theory]
    [InlineData(null, "AWS_LAMBDA_RUNTIME_API is not set")]
    [InlineData("", "AWS_LAMBDA_RUNTIME_API is not set")]
    [InlineData("http://x y", "must be host:port")]
    public async Task Without_the_address_of_the_Runtime_API_the_variable_is_named(string? value, string expected)
    {
        await using RunningFunction function = new(
            static (_, _) => RunningFunction.Json("1"),
            environment: new() { ["AWS_LAMBDA_RUNTIME_API"] = value });

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => function.Completion);

        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Gone)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_response_that_comes_too_late_or_is_too_large_is_logged_and_the_next_invocation_follows(HttpStatusCode refusal)
    {
        await using RunningFunction function = new(
            static (_, _) => RunningFunction.Json("1"),
            intercept: request => request.Path.Contains("/r-1/", StringComparison.Ordinal) ? new LoopbackAnswer(refusal) : null);

        function.Api.Invoke("r-1", "{}");
        function.Api.Invoke("r-2", "{}");

        Assert.Equal("invocation/r-2/response", (await function.Api.PostedAsync()).Path);
        await function.StopAsync();
        var line = Assert.Single(function.JsonLog);
        Assert.Equal(("Error", "r-1"), (line.GetProperty("level").GetString(), line.GetProperty("requestId").GetString()));
        Assert.Equal((int)refusal, line.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_lost_execution_environment_ends_the_process()
    {
        await using RunningFunction function = new(
            static (_, _) => RunningFunction.Json("1"),
            intercept: static _ => new LoopbackAnswer(HttpStatusCode.InternalServerError));

        await Assert.ThrowsAsync<InvalidOperationException>(() => function.Completion);

        Assert.Equal(1, function.Api.Asked);
    }

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static member => member is not MethodInfo { IsSpecialName: true })
            .Select(static member => member.Name)
            .Distinct()
            .Order(StringComparer.Ordinal);
}

[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
internal sealed partial class BootstrapContext : JsonSerializerContext;

using System.Net;
using System.Text;
using System.Text.Json;
using Orders.Local.Lambda;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Local;

public sealed class LambdaServiceTests(EmulatorFixture emulators)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_goes_to_the_function_and_its_answer_comes_back()
    {
        await using var lambda = await StartAsync("echo");

        var result = await lambda["f"].InvokeAsync("""{"a":1}"""u8.ToArray());

        Assert.Equal((InvocationStatus.Success, """{"a":1}"""), (result.Status, Text(result)));
    }

    [Fact]
    public async Task The_environment_is_Lambdas_and_the_functions_own_and_nothing_of_ours()
    {
        Environment.SetEnvironmentVariable("ORDERS_TEST_SECRET", "leaked");
        await using var lambda = await StartAsync("environment", f => f with { Environment = new Dictionary<string, string> { ["OWN"] = "mine" } });

        var environment = Json(await lambda["f"].InvokeAsync("{}"u8.ToArray()));

        Assert.Equal("f", environment.GetProperty("AWS_LAMBDA_FUNCTION_NAME").GetString());
        Assert.Equal("ap-south-1", environment.GetProperty("AWS_REGION").GetString());
        Assert.Equal(emulators.Endpoints.Sqs.AbsoluteUri, environment.GetProperty("AWS_ENDPOINT_URL_SQS").GetString());
        Assert.Equal("mine", environment.GetProperty("OWN").GetString());
        Assert.False(environment.TryGetProperty("ORDERS_TEST_SECRET", out _));
    }

    [Fact]
    public async Task An_invocation_comes_with_its_deadline_ARN_and_trace()
    {
        await using var lambda = await StartAsync("headers");
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        var result = await lambda["f"].InvokeAsync("{}"u8.ToArray());

        var headers = Json(result);
        Assert.Equal(result.RequestId, headers.GetProperty("lambda-runtime-aws-request-id").GetString());
        Assert.Equal("arn:aws:lambda:ap-south-1:000000000000:function:f", headers.GetProperty("lambda-runtime-invoked-function-arn").GetString());
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$", headers.GetProperty("lambda-runtime-trace-id").GetString());
        var deadline = long.Parse(headers.GetProperty("lambda-runtime-deadline-ms").GetString()!);
        Assert.InRange(deadline, before + 3000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 3000);
    }

    [Fact]
    public async Task A_process_is_suspended_between_two_invocations_where_that_is_asked_for()
    {
        await using var lambda = await StartAsync("echo", static f => f with { IsFrozenWhenIdle = true });
        for (var invocation = 0; invocation < 3; invocation++)
        {
            Assert.Equal(InvocationStatus.Success, (await lambda["f"].InvokeAsync("{}"u8.ToArray())).Status);
            await Eventually.HoldsAsync(() => State(Assert.Single(lambda["f"].InstancePids)) == 'T', "the process is suspended");
        }

        static char State(int pid) => File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1][0];
    }

    [Theory]
    [InlineData("throw", "Error", "no luck")]
    [InlineData("crash", "Runtime.ExitError", "Runtime exited with error: exit status 7")]
    [InlineData("init-crash", "Runtime.ExitError", "Runtime exited with error: exit status 3")]
    [InlineData("hang", "Sandbox.Timedout", "Task timed out after 0.70 seconds")]
    [InlineData("large", "Function.ResponseSizeTooLarge", "exceeded maximum allowed payload size (6291456 bytes)")]
    public async Task A_failure_is_told_in_the_services_words_and_the_next_invocation_runs(string behaviour, string type, string message)
    {
        // Short only where it is to run out: six megabytes take their time on a busy machine.
        var timeout = TimeSpan.FromSeconds(behaviour == "hang" ? 0.7 : 15);
        await using var lambda = await StartAsync(behaviour, f => f with { Timeout = timeout, LocalInstances = 1 });

        for (var i = 0; i < 2; i++)
        {
            var result = await lambda["f"].InvokeAsync("{}"u8.ToArray()).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

            Assert.Equal(InvocationStatus.FunctionError, result.Status);
            Assert.Equal(type, Json(result).GetProperty("errorType").GetString());
            Assert.Contains(message, Json(result).GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_command_that_is_not_there_fails_its_invocations()
    {
        await using var lambda = await StartAsync("echo", static f => f with { Command = ["/no/such/function"] });

        var result = await lambda["f"].InvokeAsync("{}"u8.ToArray()).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        Assert.Equal(InvocationStatus.FunctionError, result.Status);
    }

    [Fact]
    public async Task Invocations_beyond_the_instances_wait_and_beyond_the_concurrency_are_throttled()
    {
        await using var lambda = await StartAsync("slow", static f => f with { LocalInstances = 2, Concurrency = 3 });

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => lambda["f"].InvokeAsync("{}"u8.ToArray())));

        Assert.Equal(2, results.Count(static r => r.Status == InvocationStatus.Throttled));
        var pids = results.Where(static r => r.Status == InvocationStatus.Success).Select(Text).ToList();
        Assert.Equal(3, pids.Count);
        Assert.Equal(2, pids.Distinct().Count());
        Assert.Equal(pids.Distinct().Order(), lambda["f"].InstancePids.Select(static p => $"{p}").Order());
    }

    [Fact]
    public async Task The_Invoke_API_answers_as_Lambda_does()
    {
        await using var lambda = await StartAsync("echo");
        using var http = new HttpClient { BaseAddress = lambda.Endpoint };

        using var ok = await PostAsync(http, "arn:aws:lambda:ap-south-1:000000000000:function:f:$LATEST", """{"a":"é"}""");
        using var unknown = await PostAsync(http, "g", "{}");
        using var dryRun = await PostAsync(http, "f", "{}", "DryRun");
        using var accepted = await PostAsync(http, "f", "{}", "Event");
        using var tooLarge = await PostAsync(http, "f", new string(' ', 1024 * 1024 + 1), "Event");

        Assert.Equal((HttpStatusCode.OK, "$LATEST"), (ok.StatusCode, ok.Headers.GetValues("X-Amz-Executed-Version").Single()));
        Assert.Equal("""{"a":"é"}""", await ok.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal((HttpStatusCode.NotFound, "ResourceNotFoundException"), (unknown.StatusCode, unknown.Headers.GetValues("X-Amzn-ErrorType").Single()));
        Assert.Equal(HttpStatusCode.NoContent, dryRun.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        await Eventually.HoldsAsync(() => lambda["f"].Counters.Invocations == 2, "the dry run did not run, the event did");
    }

    [Fact]
    public async Task An_empty_payload_is_an_empty_object_and_a_client_context_with_any_text_reaches_the_function()
    {
        await using var echo = await StartAsync("echo");
        using var empty = await new HttpClient().PostAsync(new Uri(echo.Endpoint, "/2015-03-31/functions/f/invocations"), content: null, Cancellation);
        Assert.Equal("{}", await empty.Content.ReadAsStringAsync(Cancellation));

        await using var headers = await StartAsync("headers", static f => f with { LocalInstances = 1 });
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Amz-Client-Context", Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"custom\":\r\n{\"a\":\"é😀\"}}")));
        using var answer = await http.PostAsync(new Uri(headers.Endpoint, "/2015-03-31/functions/f/invocations"), content: null, Cancellation);
        var context = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("lambda-runtime-client-context").GetString()!;
        Assert.Equal("é😀", JsonDocument.Parse(context).RootElement.GetProperty("custom").GetProperty("a").GetString());
        Assert.Equal(1, headers["f"].Counters.Invocations);
    }

    Task<LambdaService> StartAsync(string behaviour, Func<FunctionDefinition, FunctionDefinition>? with = null)
    {
        var function = new FunctionDefinition { Name = "f", Command = ScriptFunction.Command(behaviour) };
        return LambdaService.StartAsync([with?.Invoke(function) ?? function], emulators.Endpoints, new LambdaServiceOptions(), TimeProvider.System);
    }

    static async Task<HttpResponseMessage> PostAsync(HttpClient http, string function, string payload, string type = "RequestResponse")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations")
        {
            Content = new StringContent(payload, Encoding.UTF8),
            Headers = { { "X-Amz-Invocation-Type", type } },
        };
        return await http.SendAsync(request, Cancellation);
    }

    static string Text(InvocationResult result) => Encoding.UTF8.GetString(result.Payload.Span);

    static JsonElement Json(InvocationResult result) => JsonDocument.Parse(result.Payload).RootElement;
}

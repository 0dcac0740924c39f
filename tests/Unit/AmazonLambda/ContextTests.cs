using System.Globalization;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Client;

namespace Orders.Tests.Unit.AmazonLambda;

public sealed class ContextTests
{
    private const string Arn = "arn:aws:lambda:ap-south-1:123456789012:function:orders-processor:live";

    [Fact]
    public async Task The_context_tells_what_the_Runtime_API_and_the_environment_said()
    {
        var context = await InvokeAsync(
            headers:
            [
                ("Lambda-Runtime-Invoked-Function-Arn", Arn),
                ("Lambda-Runtime-Trace-Id", "Root=1-6a479180-5e6722a7cc56b3a1e7e43d10;Sampled=1"),
            ],
            static context => new
            {
                context.AwsRequestId,
                context.InvokedFunctionArn,
                context.TraceId,
                Exported = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"),
                context.FunctionName,
                context.FunctionVersion,
                context.MemoryLimitInMB,
                context.LogGroupName,
                context.LogStreamName,
            });

        Assert.Equal(("r-1", Arn), (context.AwsRequestId, context.InvokedFunctionArn));
        Assert.Equal("Root=1-6a479180-5e6722a7cc56b3a1e7e43d10;Sampled=1", context.TraceId);
        Assert.Equal(context.TraceId, context.Exported);
        Assert.Equal(("orders-processor", "7", 256), (context.FunctionName, context.FunctionVersion, context.MemoryLimitInMB));
        Assert.Equal(("/aws/lambda/orders-processor", "2026/07/03/[7]abc"), (context.LogGroupName, context.LogStreamName));
    }

    [Fact]
    public async Task What_was_not_said_is_null()
    {
        var context = await InvokeAsync(
            [],
            static context => new { context.TraceId, context.InvokedFunctionArn });

        Assert.Null(context.TraceId);
        Assert.Null(context.InvokedFunctionArn);
    }

    [Fact]
    public async Task What_no_function_reads_is_refused_with_the_way_to_get_it()
    {
        var (client, identity) = await InvokeAsync([], static context =>
            (Assert.Throws<NotSupportedException>(() => context.ClientContext), Assert.Throws<NotSupportedException>(() => context.Identity)));

        Assert.All([client, identity], static exception => Assert.Contains("-p:AmazonLambda=nuget", exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    public void A_deadline_that_is_no_time_is_none(long milliseconds)
    {
        var next = new NextInvocation(name => name is "Lambda-Runtime-Deadline-Ms" ? milliseconds.ToString(CultureInfo.InvariantCulture) : "r-1", Stream.Null);

        Assert.Null(next.Deadline);
    }

    [Fact]
    public async Task The_remaining_time_is_what_is_left_until_the_deadline()
    {
        List<TimeSpan> remaining = [];
        RunningFunction? running = null;
        await using RunningFunction function = new((_, context) =>
        {
            remaining.Add(context.RemainingTime);
            running!.Time.Advance(TimeSpan.FromMilliseconds(2_500));
            remaining.Add(context.RemainingTime);
            return RunningFunction.Json("1");
        });
        running = function;

        function.Api.Invoke("r-1", "{}", function.Time.GetUtcNow() + TimeSpan.FromSeconds(2));
        await function.Api.PostedAsync();

        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(-500)], remaining);
    }

    private static async Task<T> InvokeAsync<T>((string Name, string Value)[] headers, Func<ILambdaContext, T> look)
    {
        TaskCompletionSource<T> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningFunction function = new(
            (_, context) =>
            {
                seen.SetResult(look(context));
                return RunningFunction.Json("1");
            },
            environment: new()
            {
                ["AWS_LAMBDA_FUNCTION_NAME"] = "orders-processor",
                ["AWS_LAMBDA_FUNCTION_VERSION"] = "7",
                ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = 256.ToString(CultureInfo.InvariantCulture),
                ["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/orders-processor",
                ["AWS_LAMBDA_LOG_STREAM_NAME"] = "2026/07/03/[7]abc",
            });
        function.Api.Invoke("r-1", "{}", headers: headers);
        await function.Api.PostedAsync();
        return await seen.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }
}

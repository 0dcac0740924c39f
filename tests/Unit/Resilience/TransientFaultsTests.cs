using System.Net;
using Amazon.Runtime;
using Orders.Resilience;
using Orders.Tests.Unit.Support;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Orders.Tests.Unit.Resilience;

public sealed class TransientFaultsTests
{
    public static TheoryData<string> Outages => [.. Cases.Keys];

    private static readonly Dictionary<string, Exception> Cases = new()
    {
        ["500"] = Faults.DynamoDb("InternalServerError", 500),
        ["503"] = Faults.Sqs("ServiceUnavailable", 503),
        ["no answer"] = new AmazonServiceException("no answer"),
        ["no connection"] = new HttpRequestException("refused"),
        ["broken connection"] = new IOException("reset"),
        ["time-out"] = new TimeoutRejectedException(),
        ["time-out of the SDK"] = new TimeoutException("canceled", new TaskCanceledException()),
        ["client that lost its connection"] = new AmazonClientException("lost", new IOException("reset")),
        ["truncated answer"] = new AmazonServiceException("cut", new FormatException()) { StatusCode = HttpStatusCode.OK },
    };

    [Theory]
    [MemberData(nameof(Outages))]
    public void A_service_that_does_not_answer_is_an_outage(string name)
    {
        Assert.True(TransientFaults.IsOutage(Cases[name]));
        Assert.True(TransientFaults.IsTransient(Cases[name]));
        Assert.False(TransientFaults.IsThrottling(Cases[name]));
    }

    [Theory]
    [InlineData("ThrottlingException", 400)]
    [InlineData("ProvisionedThroughputExceededException", 400)]
    [InlineData("RequestLimitExceeded", 400)]
    [InlineData("RequestThrottled", 403)]
    [InlineData("KMS.ThrottlingException", 400)]
    [InlineData("OverLimit", 403)]
    [InlineData("LimitExceededException", 400)]
    [InlineData("anything", 429)]
    public void Throttling_passes_and_is_no_outage(string code, int status)
    {
        var exception = Faults.DynamoDb(code, status);
        Assert.True(TransientFaults.IsThrottling(exception));
        Assert.True(TransientFaults.IsTransient(exception));
        Assert.False(TransientFaults.IsOutage(exception));
    }

    [Theory]
    [InlineData("ValidationException", 400)]
    [InlineData("AccessDeniedException", 400)]
    [InlineData("ResourceNotFoundException", 400)]
    [InlineData("ConditionalCheckFailedException", 400)]
    [InlineData("AWS.SimpleQueueService.NonExistentQueue", 400)]
    [InlineData("UnknownError", 404)]
    public void What_stays_is_not_tried_again(string code, int status) => Assert.False(TransientFaults.IsTransient(Faults.DynamoDb(code, status)));

    [Fact]
    public void A_bug_of_ours_and_a_cancellation_are_not_tried_again()
    {
        Assert.False(TransientFaults.IsTransient(new InvalidOperationException()));
        Assert.False(TransientFaults.IsTransient(new OperationCanceledException()));
        Assert.False(TransientFaults.IsTransient(new AmazonClientException("no credentials")));
    }

    [Fact]
    public void An_open_circuit_is_unavailable_but_not_worth_an_attempt()
    {
        Assert.True(TransientFaults.IsUnavailable(new BrokenCircuitException()));
        Assert.False(TransientFaults.IsTransient(new BrokenCircuitException()));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("DuplicateItem", false)]
    [InlineData("ValidationError", false)]
    [InlineData("AccessDenied", false)]
    [InlineData("KMS.AccessDeniedException", false)]
    [InlineData("KMS.ThrottlingException", true)]
    [InlineData("ThrottlingError", true)]
    [InlineData("RequestThrottled", true)]
    [InlineData("InternalError", true)]
    [InlineData("ProvisionedThroughputExceeded", true)]
    [InlineData("RequestLimitExceeded", true)]
    [InlineData("InternalServerError", true)]
    [InlineData("TransactionConflict", true)]
    [InlineData("ServiceUnavailable", true)]
    public void An_entrys_code_tells_whether_it_passes(string? code, bool passes) => Assert.Equal(passes, TransientFaults.IsTransientCode(code));

    [Fact]
    public void A_failures_name_leaks_nothing()
    {
        Assert.Equal("ThrottlingException", CallFailure.Name(Faults.Throttled));
        Assert.Equal("OutOfTime", CallFailure.Name(new TaskCanceledException("secret")));
        Assert.Equal("ThrottlingException", CallFailure.Name(new DependencyUnavailableException("DynamoDB", Faults.Throttled)));
        Assert.Equal("InvalidOperationException", CallFailure.Name(new InvalidOperationException("secret")));
        Assert.False(CallFailure.Is(new InvalidOperationException()));
        Assert.True(CallFailure.Is(new OperationCanceledException()));
    }
}

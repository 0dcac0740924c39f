using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.Ingest;

/// <summary>Who sends these events does not read an answer: only a failed invocation keeps what they hold.</summary>
public sealed class OtherEventTests
{
    private readonly IngestHarness _ingest = new();

    [Theory]
    [InlineData("""{"Records":[{"messageId":"m","eventSource":"aws:sqs","body":"{}"}]}""", "Records")]
    [InlineData("""{"Records":[{"EventSource":"aws:sns","Sns":{"Message":"{}"}}]}""", "Records")]
    [InlineData("""{"Records":[]}""", "Records")]
    [InlineData("""{"version":"0","id":"e","detail-type":"order","source":"shop","detail":{"item":"kettle","quantity":2}}""", "detail-type")]
    [InlineData("""{"eventSource":"aws:kafka","records":{}}""", "eventSource")]
    [InlineData("""{"awslogs":{"data":"H4sI"}}""", "awslogs")]
    [InlineData("""{"invocationId":"i","deliveryStreamArn":"a","records":[]}""", "deliveryStreamArn")]
    [InlineData("""{"version":"1.0","requestContext":{"condition":"RetriesExhausted"},"requestPayload":{"item":"kettle","quantity":2}}""", "requestPayload")]
    public async Task An_event_whose_sender_reads_no_answer_fails_the_invocation(string json, string member)
    {
        var exception = await Assert.ThrowsAsync<UnexpectedEventException>(() => _ingest.InvokeAsync(json));
        Assert.Contains($"'{member}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("expects a request of an API", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Fact]
    public async Task An_order_with_a_wrong_name_is_still_answered() =>
        Assert.Equal(400, (await _ingest.InvokeAsync("""{"Item":"kettle","Quantity":2}""")).Status);
}

using System.Text;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Orders.Processor;
using Orders.Tests.Unit.Support;
using Orders.Validation;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

/// <summary>An event of another service is not acknowledged: its caller retries it, or dead-letters it.</summary>
public sealed class OtherEventTests
{
    private static readonly SourceGeneratorLambdaJsonSerializer<ProcessorJsonContext> Serializer = new();

    private readonly ProcessorHarness _processor = new();

    [Theory]
    [InlineData("""{"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","Sns":{"MessageId":"m","Message":"{}"}}]}""", "without eventSource")]
    [InlineData("""{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{}}]}""", "aws:s3")]
    [InlineData("""{"Records":[{"eventID":"1","eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{}}]}""", "aws:dynamodb")]
    [InlineData("""{"Records":[{"eventSource":"aws:kinesis","kinesis":{"data":""}}]}""", "aws:kinesis")]
    [InlineData("""{"Records":[{"messageId":"m","body":"{}","eventSource":"my secret\n"}]}""", "another source")]
    [InlineData("""{"Records":[{}]}""", "without eventSource")]
    [InlineData("""{"Records":null}""", "without Records")]
    [InlineData("{}", "without Records")]
    [InlineData("null", "without Records")]
    [InlineData("""{"version":"0","id":"e","detail-type":"order","source":"shop","detail":{}}""", "without Records")]
    [InlineData("""{"httpMethod":"POST","path":"/orders","body":"{}","requestContext":{}}""", "without Records")]
    public async Task An_event_of_another_service_fails_the_invocation(string json, string received)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var batch = Serializer.Deserialize<SQSEvent>(input);
        var exception = await Assert.ThrowsAsync<UnexpectedEventException>(() => _processor.HandleAsync(batch));
        Assert.Contains(received, exception.Message, StringComparison.Ordinal);
        Assert.Contains("aws:sqs", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_processor.Sqs.Sends);
    }

    [Fact]
    public async Task An_event_that_was_made_by_hand_may_leave_its_source_out()
    {
        var message = Message("m", Place("key-1"));
        message.EventSource = null;
        Assert.Empty(await _processor.HandleAsync(message));
        Assert.Single(_processor.DynamoDb.Rows);
    }

    [Fact]
    public async Task One_record_of_another_service_fails_the_batch_before_anything_is_done()
    {
        var other = Message("m2", Place("key-2"));
        other.EventSource = "aws:sns";
        await Assert.ThrowsAsync<UnexpectedEventException>(() => _processor.HandleAsync(Message("m1", Place("key-1")), other));
        Assert.Empty(_processor.DynamoDb.Requests);
    }
}

using System.Text;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Orders.Notifier;
using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.Notifier;

/// <summary>An event of another service is not acknowledged: its caller retries it, or dead-letters it.</summary>
public sealed class OtherEventTests
{
    private static readonly SourceGeneratorLambdaJsonSerializer<NotifierJsonContext> Serializer = new();

    private readonly NotifierHarness _notifier = new();

    [Theory]
    [InlineData("""{"Records":[{"messageId":"m","eventSource":"aws:sqs","body":"{}"}]}""", "aws:sqs")]
    [InlineData("""{"Records":[{"EventSource":"aws:sns","Sns":{"Message":"{}"}}]}""", "without eventSource")]
    [InlineData("""{"Records":null}""", "without Records")]
    [InlineData("{}", "without Records")]
    [InlineData("null", "without Records")]
    public async Task An_event_of_another_service_fails_the_invocation(string json, string received)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var batch = Serializer.Deserialize<DynamoDBEvent>(input);
        var exception = await Assert.ThrowsAsync<UnexpectedEventException>(() => _notifier.HandleAsync(batch));
        Assert.Contains(received, exception.Message, StringComparison.Ordinal);
        Assert.Contains("aws:dynamodb", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_notifier.Sqs.Sends);
    }

    [Fact]
    public async Task One_record_of_another_service_fails_the_batch_before_anything_is_sent()
    {
        var other = StreamRecord.Insert("2", Given.Order("key-2"));
        other.EventSource = "aws:kinesis";
        await Assert.ThrowsAsync<UnexpectedEventException>(() => _notifier.HandleAsync(StreamRecord.Insert("1", Given.Order("key-1")), other));
        Assert.Empty(_notifier.Sqs.Sends);
    }

    [Fact]
    public async Task An_empty_batch_is_done() => Assert.Null(await _notifier.HandleAsync());
}

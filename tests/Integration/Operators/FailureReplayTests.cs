using Orders.Events;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Integration.Support;
using Orders.Model;

namespace Orders.Tests.Integration.Operators;

/// <summary>A replay of what Lambda gave up, over the real stream and queues of the emulators.</summary>
public sealed class FailureReplayTests(EmulatorFixture emulators)
{
    [Fact]
    public async Task The_events_of_a_report_are_read_from_the_stream_and_sent_and_the_letter_goes()
    {
        using var functions = await InProcessFunctions.CreateAsync(emulators);
        var keys = Enumerable.Range(0, 4).Select(static _ => Given.NewKey()).ToList();
        foreach (var key in keys)
        {
            await functions.SendAsync($$"""{"item":"kettle","quantity":2,"idempotency_key":"{{key}}"}""");
        }

        await functions.DrainAsync();
        var batch = await functions.StreamAsync(4);
        // Lambda gave up the two in the middle.
        var (first, last) = (batch.Records[1].Dynamodb, batch.Records[2].Dynamodb);
        var (shard, stream) = await functions.StreamSourceAsync();
        await emulators.Sqs.SendMessageAsync(functions.Queues.EventsDlq.Url, $$$"""
            {"requestContext":{"condition":"RetryAttemptsExhausted"},"version":"1.0",
             "DDBStreamBatchInfo":{"shardId":"{{{shard}}}","startSequenceNumber":"{{{first.SequenceNumber}}}","endSequenceNumber":"{{{last.SequenceNumber}}}",
              "approximateArrivalOfFirstRecord":"2026-11-23T22:28:00Z","approximateArrivalOfLastRecord":"2026-11-23T22:28:00Z","batchSize":2,"streamArn":"arn"}}
            """, Given.Token);

        var pipelines = new AwsPipelines(TimeProvider.System, Random.Shared.NextDouble);
        var letters = new LetterQueue(emulators.Sqs, pipelines.Sqs, functions.Queues.EventsDlq.Url);
        ReplayReport report;
        await using (var hold = new LetterHold(letters, TimeSpan.FromSeconds(30), TimeProvider.System))
        {
            var selection = await Selection.TakeAsync(hold, new LetterFilter(), DateTimeOffset.UtcNow.AddMinutes(1), static _ => { }, Given.Token);
            var consumer = new Consumer("consumer", functions.Queues.Consumer.Url, EventTypes.All, PersonalFields.None);
            report = await new Replayer(new QueueSender(emulators.Sqs, pipelines.Sqs), [consumer], "/orders", DateTimeOffset.UtcNow).RunAsync(
                new FailureReplay(_ => stream, static _ => true).ReadAsync(selection.Letters, Given.Token),
                async batch => (await hold.DeleteAsync([batch.Letter!])).Count == 0,
                static _ => { },
                Given.Token);
        }

        Assert.Equal((2, 2, 1, true), (report.Events, report.Sent, report.LettersDeleted, report.IsWell));
        await using var mailbox = new Mailbox(emulators.Sqs, functions.Queues.Consumer.Url);
        var sent = await mailbox.WaitAsync(static _ => true, "events", 2);
        var expected = new[] { batch.Records[1], batch.Records[2] }.Select(static record => $"{record.Dynamodb.NewImage["order_id"].S}:1");
        Assert.Equal(expected.Order(StringComparer.Ordinal), sent.Select(static message => Wire.Text(Wire.Parse(message.Body), "id")!).Order(StringComparer.Ordinal));
        Assert.Empty(await functions.ReceiveFromAsync(functions.Queues.EventsDlq));
    }
}

using Orders.Model;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.NotifierHarness;

namespace Orders.Tests.Unit.Notifier;

/// <summary>One consumer's broken queue holds up nobody else, and loses nothing.</summary>
public sealed class QuarantineTests
{
    private const string Gone = "AWS.SimpleQueueService.NonExistentQueue";

    private static readonly Order Placed = Given.Order() with { Content = Given.Content() with { CustomerEmail = "ann@example.com" } };
    private static readonly Order Processing = Placed.After(OrderStatus.Processing);

    private readonly NotifierHarness _notifier = new(Consumer("a"), Consumer("b", PersonalFields.All), Consumer("c"));

    [Theory]
    [InlineData(Gone)]
    [InlineData("QueueDoesNotExist")]
    [InlineData("AccessDenied")]
    [InlineData("InvalidAddress")]
    [InlineData("KMS.AccessDeniedException")]
    [InlineData("KMS.DisabledException")]
    [InlineData("KMS.InvalidKeyUsageException")]
    [InlineData("KMS.InvalidStateException")]
    [InlineData("KMS.NotFoundException")]
    [InlineData("KMS.OptInRequired")]
    public async Task Events_for_a_queue_that_is_broken_are_quarantined_whole_at_once(string code)
    {
        Break("b", code, 400);

        Assert.Null(await _notifier.HandleAsync(StreamRecord.Insert("100", Placed), StreamRecord.Modify("101", Placed, Processing)));

        Assert.Equal((2, 2), (_notifier.Events("a").Count, _notifier.Events("c").Count));
        Assert.Equal(2, _notifier.Quarantined.Count);
        var (letter, reason) = (Wire.Parse(_notifier.Quarantined[1].MessageBody), ProcessorHarness.Reason(_notifier.Quarantined[1]));
        // What b has to receive, with the e-mail address that only b may have.
        Assert.Equal(($"{Placed.Id}:2", "ann@example.com"), (letter.Text("id"), letter.GetProperty("data").GetProperty("order").Text("customer_email")));
        Assert.Equal(
            ("undeliverable", "queue_url", "b", $"{Placed.Id}:2", 2, "request-1"),
            (reason.Text("code"), reason.Text("field"), reason.Text("consumer"), reason.Text("event_id"), reason.GetProperty("sequence").GetInt32(), reason.Text("request_id")));
        Assert.Contains(code, reason.Text("message"), StringComparison.Ordinal);
        Assert.Equal(0, _notifier.Lines.Metric("BatchesStopped"));
    }

    [Fact]
    public async Task Quarantined_events_are_counted_for_the_function_and_for_the_consumers_queue()
    {
        Break("b", Gone, 400);

        await _notifier.HandleAsync(StreamRecord.Insert("100", Placed), StreamRecord.Modify("101", Placed, Processing));

        var line = Assert.Single(_notifier.Lines.All, static line => line.TryGetProperty("EventsQuarantined", out var count) && count.GetInt32() > 0);
        Assert.Equal((2, "b.fifo", "orders-notifier"), (line.GetProperty("EventsQuarantined").GetInt32(), line.Text("QueueName"), line.Text("service")));
        var dimensions = line.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Dimensions");
        Assert.Equal("""[["service"],["QueueName"]]""", dimensions.GetRawText());
        var logged = Assert.Single(_notifier.Lines.Of("EventsQuarantined"));
        Assert.Equal(("b", $"{Placed.Id}:1", Gone), (logged.Text("Consumer"), logged.Text("EventId"), logged.Text("Cause")));
        Assert.DoesNotContain("ann@example.com", _notifier.Lines.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(59, "100", 0)]
    [InlineData(60, null, 2)]
    public async Task A_failure_that_may_pass_stops_a_batch_for_a_minute_and_no_longer(int age, string? stop, int quarantined)
    {
        Break("b", "ServiceUnavailable", 503);
        // The attempts at b's queue take less than a second.
        _notifier.Time.Advance(TimeSpan.FromSeconds(age));
        _notifier.Context.RemainingTime = TimeSpan.FromSeconds(30);

        Assert.Equal(stop, await _notifier.HandleAsync(StreamRecord.Insert("100", Placed), StreamRecord.Modify("101", Placed, Processing)));

        Assert.Equal((2, 2, quarantined), (_notifier.Events("a").Count, _notifier.Events("c").Count, _notifier.Quarantined.Count));
    }

    [Fact]
    public async Task An_outage_of_SQS_as_a_whole_stops_the_batch_however_old_it_is()
    {
        _notifier.Sqs.FailBefore = static (_, _) => Faults.Sqs("ServiceUnavailable", 503);
        _notifier.Time.Advance(TimeSpan.FromHours(1));
        _notifier.Context.RemainingTime = TimeSpan.FromSeconds(30);

        Assert.Equal("100", await _notifier.HandleAsync(StreamRecord.Insert("100", Placed), StreamRecord.Modify("101", Placed, Processing)));

        Assert.Equal(0, _notifier.Lines.Metric("EventsQuarantined"));
        Assert.Equal(1, _notifier.Lines.Metric("BatchesStopped"));
    }

    [Fact]
    public async Task Only_what_lies_before_the_batchs_stop_is_quarantined_because_the_rest_comes_again()
    {
        var orders = Enumerable.Range(0, 4).Select(static i => Given.Order($"key-{i}")).ToList();
        _notifier.Sqs.FailBefore = static (send, _) => send.QueueUrl == QueueOf("b") ? Faults.Sqs(Gone, 400) : null;
        _notifier.Sqs.RefuseEntry = (entry, _) => entry.MessageGroupId == orders[2].Id.ToString() ? Faults.Transient : null;

        Assert.Equal("102", await _notifier.HandleAsync([.. orders.Select(static (order, index) => StreamRecord.Insert($"{100 + index}", order))]));

        Assert.Equal([orders[0].Id.ToString(), orders[1].Id.ToString()], _notifier.Quarantined.Select(static letter => Wire.Parse(letter.MessageBody).Text("subject")));
    }

    [Fact]
    public async Task Where_a_letter_is_refused_the_batch_stops_at_its_event()
    {
        Break("b", Gone, 400);
        _notifier.Sqs.RefuseEntry = static (entry, _) => entry.MessageBody.Contains("0000000002", StringComparison.Ordinal) && entry.MessageGroupId is null ? Faults.Permanent : null;

        Assert.Equal("101", await _notifier.HandleAsync(StreamRecord.Insert("100", Placed), StreamRecord.Modify("101", Placed, Processing)));

        Assert.Single(_notifier.Quarantined);
        Assert.Equal(1, _notifier.Lines.Metric("EventsQuarantined"));
        Assert.Equal(("b", "InvalidMessageContents"), Assert.Single(_notifier.Lines.Of("BatchStopped")) is var line ? (line.Text("Consumer"), line.Text("Cause")) : default);
    }

    [Fact]
    public async Task A_queue_that_never_answers_leaves_time_for_the_quarantine()
    {
        _notifier.Time.Advance(TimeSpan.FromMinutes(2));
        _notifier.Context.RemainingTime = TimeSpan.FromSeconds(30);
        _notifier.Sqs.FailBefore = (send, _) =>
        {
            if (send.QueueUrl != QueueOf("b"))
            {
                return null;
            }

            // Four attempts take all of the time.
            _notifier.Time.Advance(TimeSpan.FromSeconds(7.3));
            return Faults.Sqs("RequestTimeout", 503);
        };

        Assert.Null(await _notifier.HandleAsync(StreamRecord.Insert("100", Placed)));

        Assert.Contains(_notifier.Quarantined, static letter => ProcessorHarness.Reason(letter).Text("consumer") == "b");
    }

    [Fact]
    public async Task One_consumers_circuit_is_not_the_others()
    {
        Break("b", "ServiceUnavailable", 503);
        for (var batch = 0; batch < 10; batch++)
        {
            await _notifier.HandleAsync(StreamRecord.Insert($"{batch}", Given.Order($"key-{batch}")));
        }

        Assert.Equal((10, 10), (_notifier.Events("a").Count, _notifier.Events("c").Count));
    }

    [Fact]
    public async Task An_event_that_has_room_in_its_queue_but_not_with_a_reason_is_set_aside()
    {
        Break("b", Gone, 400);
        var image = StreamRecord.Image(Placed);
        image["item"] = new() { S = new string('x', 256 * 1024 - 650) };

        Assert.Null(await _notifier.HandleAsync(StreamRecord.Of("100", "INSERT", null, image)));

        Assert.Equal("event", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("field"));
        Assert.Single(_notifier.Events("a"));
    }

    [Fact]
    public async Task An_event_that_is_too_long_in_front_of_a_failed_one_is_set_aside()
    {
        var image = StreamRecord.Image(Placed);
        image["item"] = new() { S = new string('\u0001', 200 * 1024) };
        _notifier.Sqs.RefuseEntry = static (entry, _) => entry.MessageGroupId is null ? null : Faults.Transient;

        Assert.Equal("101", await _notifier.HandleAsync(StreamRecord.Of("100", "INSERT", null, image), StreamRecord.Insert("101", Given.Order("key-2"))));

        Assert.Equal("100", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("sequence_number"));
    }

    [Fact]
    public async Task A_record_that_cannot_be_set_aside_stops_the_batch_before_a_later_failure_does()
    {
        _notifier.Sqs.FailBefore = static (send, _) => send.QueueUrl == QuarantineQueue ? Faults.Sqs("ServiceUnavailable", 503) : null;
        _notifier.Sqs.RefuseEntry = static (_, _) => Faults.Transient;

        Assert.Equal("100", await _notifier.HandleAsync(StreamRecord.Of("100", "INSERT", null, null), StreamRecord.Insert("101", Placed)));
    }

    [Fact]
    public async Task Records_are_set_aside_in_their_order()
    {
        var image = StreamRecord.Image(Placed);
        image["item"] = new() { S = new string('\u0001', 200 * 1024) };
        _notifier.Sqs.FailBefore = static (send, _) => send.QueueUrl == QuarantineQueue ? Faults.Sqs("ServiceUnavailable", 503) : null;

        // What is too long is found after what cannot be read.
        Assert.Equal("100", await _notifier.HandleAsync(StreamRecord.Of("100", "INSERT", null, image), StreamRecord.Of("101", "INSERT", null, null)));
    }

    private void Break(string consumer, string code, int status) =>
        _notifier.Sqs.FailBefore = (send, _) => send.QueueUrl == QueueOf(consumer) ? Faults.Sqs(code, status) : null;
}

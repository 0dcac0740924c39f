using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Failures;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class RedriveTests : IDisposable
{
    private readonly LetterBench _bench = new();

    public void Dispose() => _bench.Clean();

    [Fact]
    public async Task What_is_meant_goes_to_its_queue_and_all_else_stays_as_visible_as_it_was()
    {
        var meant = Enumerable.Range(0, 25).Select(_ => _bench.Put()).ToList();
        var others = Enumerable.Range(0, 30).Select(_ => _bench.Put(code: "required", field: "item")).ToList();

        var report = await _bench.RedriveAsync(filter: new LetterFilter { Reason = "type" });

        Assert.True(report.IsWell);
        Assert.Equal(25, report.Count(RedriveOutcome.Sent));
        Assert.Equal(25, _bench.Sqs.On(Given.OrdersQueue).Count);
        Assert.Equal(others.Order(), _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Select(static message => message.Id).Order());
        Assert.Equal(meant.Order(), _bench.Audit().Select(static line => line.GetProperty("message_id").GetString()!).Order());
    }

    [Fact]
    public async Task The_reason_gives_way_to_who_when_and_how_often()
    {
        var id = _bench.Put();

        await _bench.RedriveAsync();

        var sent = Assert.Single(_bench.Sqs.On(Given.OrdersQueue));
        var (name, value) = Assert.Single(sent.Attributes);
        Assert.Equal(("redrive", "String.OrdersRedrive"), (name, value.DataType));
        Assert.Equal(new RedriveMark(1, "ann@host", Given.Now) { MessageId = id }, RedriveMark.Read(sent.Attributes));
    }

    [Fact]
    public async Task Attributes_of_every_type_and_the_group_go_along_byte_for_byte()
    {
        byte[] bytes = [0, 255, 10, 13, 34];
        _bench.Put(
            attributes: new()
            {
                ["text"] = LetterBench.Text("a \u00e9 \n b"),
                ["number"] = LetterBench.Text("1.50", "Number"),
                ["labelled"] = LetterBench.Text("7", "Number.int"),
                ["picture"] = new() { DataType = "Binary.png", BinaryValue = new MemoryStream(bytes) },
            },
            groupId: "tenant-17");

        await _bench.RedriveAsync();

        var sent = Assert.Single(_bench.Sqs.On(Given.OrdersQueue));
        Assert.Equal("tenant-17", sent.GroupId);
        Assert.Equal(
            [("labelled", "Number.int", "7"), ("number", "Number", "1.50"), ("text", "String", "a \u00e9 \n b")],
            sent.Attributes.Where(static attribute => attribute.Value.StringValue is not null && attribute.Key != "redrive")
                .OrderBy(static attribute => attribute.Key, StringComparer.Ordinal)
                .Select(static attribute => (attribute.Key, attribute.Value.DataType, attribute.Value.StringValue)));
        Assert.Equal("Binary.png", sent.Attributes["picture"].DataType);
        Assert.Equal(bytes, sent.Attributes["picture"].BinaryValue.ToArray());
    }

    [Fact]
    public async Task Of_ten_attributes_of_its_sender_none_is_lost_however_often_it_goes_round()
    {
        var attributes = Enumerable.Range(0, 10).ToDictionary(static i => $"a{i}", static i => LetterBench.Text($"value {i}"));
        _bench.Put(attributes: attributes);

        for (var round = 1; round <= 3; round++)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            await _bench.RedriveAsync();
            var back = Assert.Single(_bench.Sqs.Consume(Given.OrdersQueue));
            _bench.Put(attributes: new(back.Attributes));
        }

        var letter = Assert.Single((await _bench.SelectAsync(new LetterFilter())).Letters);
        Assert.Equal(3, letter.Redrive!.Count);
        Assert.Equal(
            attributes.Select(static attribute => (attribute.Key, attribute.Value.StringValue)),
            letter.SendersAttributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal).Select(static attribute => (attribute.Key, attribute.Value.StringValue)));
    }

    [Fact]
    public async Task What_was_sent_back_too_often_is_refused_with_a_word()
    {
        _bench.Put(attributes: LetterBench.Marked(3, "bob@host", Given.Now));
        _bench.Put(attributes: LetterBench.Marked(2, "bob@host", Given.Now));

        var report = await _bench.RedriveAsync();

        Assert.False(report.IsWell);
        Assert.Equal((1, 1), (report.Count(RedriveOutcome.Sent), report.Count(RedriveOutcome.Refused)));
        var refused = Assert.Single(report.Results, static result => result.Outcome == RedriveOutcome.Refused);
        Assert.StartsWith("it was redriven 3 times already", refused.Cause, StringComparison.Ordinal);
        Assert.Single(_bench.Sqs.VisibleOn(Given.DeadLetterQueue));
        Assert.Contains(_bench.Audit(), static line => line.GetProperty("result").GetString() == "refused");
    }

    [Fact]
    public async Task What_SQS_does_not_take_stays_and_what_it_takes_goes()
    {
        var ids = Enumerable.Range(0, 10).Select(i => _bench.Put($$"""{"n":{{i}}}""")).ToList();
        _bench.Sqs.RefuseEntry = static entry => entry.MessageBody is """{"n":3}""" or """{"n":7}"""
            ? new BatchResultErrorEntry { Code = "InvalidMessageContents", SenderFault = true }
            : null;

        var report = await _bench.RedriveAsync();

        Assert.Equal((8, 2), (report.Count(RedriveOutcome.Sent), report.Count(RedriveOutcome.NotSent)));
        Assert.Equal([ids[3], ids[7]], _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Select(static message => message.Id));
        Assert.Equal(8, _bench.Sqs.On(Given.OrdersQueue).Count);
    }

    [Fact]
    public async Task An_original_that_cannot_be_deleted_is_told_to_be_in_both_places()
    {
        var id = _bench.Put();
        _bench.Put();
        _bench.Sqs.RefuseDelete = refused => refused == id;

        var report = await _bench.RedriveAsync();

        var both = Assert.Single(report.Results, static result => result.Outcome == RedriveOutcome.InBothPlaces);
        Assert.Equal((id, "ReceiptHandleIsInvalid"), (both.Entry.Letter.Id, both.Cause));
        Assert.Equal(id, Assert.Single(_bench.Sqs.VisibleOn(Given.DeadLetterQueue)).Id);
        Assert.Equal(
            ["sent", "in_both_places"],
            _bench.Audit().Where(line => line.GetProperty("message_id").GetString() == id).Select(static line => line.GetProperty("result").GetString()));
    }

    [Fact]
    public async Task The_audit_log_is_written_before_anything_is_deleted()
    {
        var id = _bench.Put();
        var noted = false;
        _bench.Sqs.RefuseDelete = _ =>
        {
            noted = _bench.Audit().Any(line => line.GetProperty("message_id").GetString() == id);
            return false;
        };

        await _bench.RedriveAsync();

        Assert.True(noted);
    }

    [Fact]
    public async Task An_interruption_finishes_what_is_under_way_and_gives_back_the_rest()
    {
        for (var i = 0; i < 300; i++)
        {
            _bench.Put();
        }

        using var stop = new CancellationTokenSource();
        var report = await _bench.RedriveAsync(progress: progress => { if (progress.Sent >= 50) { stop.Cancel(); } }, cancellationToken: stop.Token);

        var sent = report.Count(RedriveOutcome.Sent);
        Assert.True(report.IsInterrupted);
        Assert.InRange(sent, 50, 290);
        Assert.Equal(300 - sent, report.Count(RedriveOutcome.Left));
        Assert.Equal(sent, _bench.Sqs.On(Given.OrdersQueue).Count);
        Assert.Equal(300 - sent, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Fact]
    public async Task An_interruption_between_two_windows_says_that_there_may_be_more()
    {
        for (var i = 0; i < 30; i++)
        {
            _bench.Put();
        }

        using var stop = new CancellationTokenSource();
        var report = await _bench.RedriveAsync(progress: progress => { if (progress.Sent == 10) { stop.Cancel(); } }, cancellationToken: stop.Token, window: 10);
        using var text = new StringWriter();
        new ReportView(report, TimeSpan.FromSeconds(1)).WriteTo(text);

        Assert.Equal((10, true, true), (report.Count(RedriveOutcome.Sent), report.IsInterrupted, report.MayHaveMore));
        // The next window may have been received by then.
        Assert.Matches("There may be more matching messages on the queue|At least [0-9]+ messages are still on the queue", text.ToString());
        Assert.Contains("\"complete\":false", new ReportView(report, TimeSpan.Zero).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_takes_nothing_ends_the_redrive_and_is_named()
    {
        for (var i = 0; i < 500; i++)
        {
            _bench.Put();
        }

        _bench.Sqs.RefuseEntry = static _ => new BatchResultErrorEntry { Code = "AccessDenied", SenderFault = true };

        var report = await _bench.RedriveAsync();

        Assert.Equal("orders accepts no messages now (AccessDenied)", report.StoppedBecause);
        Assert.InRange(report.Count(RedriveOutcome.NotSent), 10, 160);
        Assert.Equal(500, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Fact]
    public async Task What_may_be_sent_without_an_answer_is_not_called_unsent()
    {
        var id = _bench.Put();
        _bench.Sqs.FailAfterSend = static _ => new HttpIOException(HttpRequestError.ResponseEnded);

        var report = await _bench.RedriveAsync();

        Assert.Equal((RedriveOutcome.MayBeSent, 0), (Assert.Single(report.Results).Outcome, report.Count(RedriveOutcome.NotSent)));
        Assert.Equal("orders does not answer (HttpIOException)", report.StoppedBecause);
        Assert.Equal(id, Assert.Single(_bench.Sqs.VisibleOn(Given.DeadLetterQueue)).Id);
        Assert.NotEmpty(_bench.Sqs.On(Given.OrdersQueue));
        Assert.Equal("may_be_sent", Assert.Single(_bench.Audit()).GetProperty("result").GetString());
        Assert.Contains("\"not_sent\":0,\"may_be_sent\":1", new ReportView(report, TimeSpan.Zero).ToJson(), StringComparison.Ordinal);
        using var text = new StringWriter();
        new ReportView(report, TimeSpan.Zero).WriteTo(text);
        Assert.Contains("may have been sent, because SQS did not answer", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fixed_body_is_sent_and_the_original_kept_in_the_audit_log()
    {
        _bench.Put(attributes: new() { ["shop"] = LetterBench.Text("north") });

        var report = await _bench.RedriveAsync(_bench.NewOptions() with { Change = Change("quantity", "2") });

        Assert.True(report.IsWell);
        Assert.Equal("""{"item":"kettle","quantity":2,"idempotency_key":"k"}""", Assert.Single(_bench.Sqs.On(Given.OrdersQueue)).Body);
        var original = Assert.Single(_bench.Audit()).GetProperty("original");
        Assert.Equal("""{"item":"kettle","quantity":"2","idempotency_key":"k"}""", original.GetProperty("body").GetString());
        Assert.Equal("north", original.GetProperty("attributes").GetProperty("shop").GetProperty("string_value").GetString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("\"2\"")]
    public async Task A_fixed_body_that_breaks_a_rule_is_refused_with_field_and_rule(string quantity)
    {
        _bench.Put();

        var report = await _bench.RedriveAsync(_bench.NewOptions() with { Change = Change("quantity", quantity) });

        Assert.Equal("the edited body breaks a rule: quantity must be an integer from 1 to 1,000,000", Assert.Single(report.Results).Cause);
        Assert.Empty(_bench.Sqs.On(Given.OrdersQueue));
        Assert.Single(_bench.Sqs.VisibleOn(Given.DeadLetterQueue));
    }

    [Fact]
    public async Task What_came_after_the_start_is_left_alone()
    {
        var options = _bench.NewOptions();
        _bench.Put();
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        _bench.Put();

        var report = await _bench.RedriveAsync(options);

        Assert.Equal(1, report.Count(RedriveOutcome.Sent));
        Assert.Single(_bench.Sqs.VisibleOn(Given.DeadLetterQueue));
    }

    [Fact]
    public async Task A_clock_that_is_ahead_does_not_send_the_same_message_round_and_round()
    {
        var options = _bench.NewOptions() with { At = Given.Now.AddHours(1) };
        _bench.Put(attributes: LetterBench.Marked(1, options.By, options.At));

        Assert.Empty((await _bench.RedriveAsync(options)).Results);
    }

    [Fact]
    public void What_no_queue_takes_back_is_refused_with_what_to_do_instead()
    {
        var refusal = Assert.Throws<CommandException>(
            () => RedrivePlan.Of([], new QueueRole("order-events-dlq", Target: null, IsOrders: false), _bench.NewOptions()));

        Assert.Contains("./orders events replay", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, refusal.ExitCode);
    }

    private static JsonChange Change(string path, string json) => new([new JsonChange.Step(MemberPath.Parse(path)!, json)]);
}

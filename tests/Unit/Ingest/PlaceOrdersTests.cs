using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

public sealed class PlaceOrdersTests
{
    private const string Kettle = """{"item":"kettle","quantity":2,"idempotency_key":"key-1"}""";
    private const string Kettles = """{"item":"kettle","quantity":3,"idempotency_key":"key-1"}""";

    private static readonly OrderId Id = OrderId.FromKey("public", "key-1");

    private readonly IngestHarness _ingest = new();

    [Fact]
    public async Task An_order_is_queued_and_answered_with_its_id_and_place()
    {
        var answer = await _ingest.PostAsync(Kettle);
        Assert.Equal(200, answer.Status);
        Assert.Equal($$"""{"message":"Order placed","order_id":"{{Id}}"}""", answer.Text);
        Assert.Equal($"/orders/{Id}", answer.Headers["Location"]);
        Assert.Equal("application/json", answer.Headers["Content-Type"]);
        Assert.False(answer.Headers.ContainsKey("Idempotency-Replayed"));

        var message = Wire.Parse(Assert.Single(_ingest.Queued).MessageBody);
        Assert.Equal(
            ("order.place", Id.ToString(), "key-1", "public", "2026-11-23T22:28:00.123Z", "kettle"),
            (message.Text("type"), message.Text("order_id"), message.Text("idempotency_key"), message.Text("owner"), message.Text("placed_at"), message.Text("item")));
        Assert.Equal(1, _ingest.Lines.Metric("OrdersAccepted"));
    }

    [Fact]
    public async Task Each_owner_is_a_message_group_of_its_own_so_that_one_burst_does_not_delay_the_others()
    {
        foreach (var (caller, method, body) in new[] { ("ann", "POST", Kettle), ("bob", "POST", Kettle), ("ann", "POST", """{"item":"pot","quantity":1}""") })
        {
            await _ingest.SendAsync(new HttpEvent(method, "/orders", body) { Authorizer = $$$"""{"lambda":{"principalId":"{{{caller}}}"}}""" });
        }

        var groups = _ingest.Queued.Select(static entry => entry.MessageGroupId).ToList();
        Assert.Equal(groups[0], groups[2]);
        Assert.NotEqual(groups[0], groups[1]);
        Assert.All(groups, static group => Assert.Matches("^[0-9a-f]{32}$", group));
        Assert.All(_ingest.Queued, static entry => Assert.Null(entry.MessageDeduplicationId));
    }

    [Fact]
    public async Task What_is_queued_is_written_by_the_Processor_with_the_same_id()
    {
        const string body = """{"item":"kettle","quantity":2,"customer_name":"Ann","customer_email":"ann@example.com","metadata":{"a":"😀"},"idempotency_key":"key-1"}""";
        await _ingest.PostAsync(body);
        var processor = new ProcessorHarness();
        Assert.Empty(await processor.HandleAsync(ProcessorHarness.Message("m", Assert.Single(_ingest.Queued).MessageBody)));
        var order = processor.DynamoDb.Find(Id)!;
        Assert.Equal(("Ann", "ann@example.com", "😀"), (order.Content.CustomerName, order.Content.CustomerEmail, order.Content.Metadata["a"]));

        // And what it wrote is what the API then knows as a repeat.
        _ingest.DynamoDb.Rows[Id.ToString()] = processor.DynamoDb.Rows[Id.ToString()];
        Assert.Equal("true", (await _ingest.PostAsync(body)).Headers["Idempotency-Replayed"]);
    }

    [Fact]
    public async Task Without_a_key_each_order_is_new_and_nothing_is_read()
    {
        var first = await _ingest.PostAsync("""{"item":"kettle","quantity":2}""");
        var second = await _ingest.PostAsync("""{"item":"kettle","quantity":2}""");
        Assert.NotEqual(first.OrderId, second.OrderId);
        Assert.Equal('7', first.OrderId![14]);
        Assert.Equal(2, _ingest.Queued.Count);
        Assert.Empty(_ingest.DynamoDb.Requests);
    }

    [Fact]
    public async Task The_key_of_the_header_is_the_key_of_the_body()
    {
        var header = await _ingest.PostAsync("""{"item":"kettle","quantity":2}""", key: "key-1");
        var both = await _ingest.PostAsync(Kettle, key: "key-1");
        Assert.Equal(Id.ToString(), header.OrderId);
        Assert.Equal(Id.ToString(), both.OrderId);
    }

    [Fact]
    public async Task A_repeat_is_answered_with_the_same_id_and_nothing_is_queued()
    {
        _ingest.DynamoDb.Add(Given.Order(owner: "public").After(OrderStatus.Processing, OrderStatus.Completed));
        var answer = await _ingest.PostAsync(Kettle);
        Assert.Equal((200, Id.ToString(), "true"), (answer.Status, answer.OrderId, answer.Headers["Idempotency-Replayed"]));
        Assert.Empty(_ingest.Sqs.Sends);
        Assert.Equal(1, _ingest.Lines.Metric("OrdersReplayed"));
        Assert.False(Assert.Single(_ingest.DynamoDb.Sent<BatchGetItemRequest>()).RequestItems[Given.TableName].ConsistentRead);
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_never_acknowledged()
    {
        _ingest.DynamoDb.Add(Given.Order(owner: "public"));
        var answer = await _ingest.PostAsync(Kettles);
        Assert.Equal(422, answer.Status);
        Assert.Equal(("idempotency_key", "key_conflict"), Assert.Single(answer.Details));
        Assert.Empty(_ingest.Sqs.Sends);
        Assert.Equal(1, _ingest.Lines.Metric("KeyConflicts"));
    }

    [Fact]
    public async Task A_row_without_a_digest_is_a_conflict()
    {
        _ingest.DynamoDb.Rows[Id.ToString()] = new() { ["order_id"] = new AttributeValue(Id.ToString()) };
        Assert.Equal(422, (await _ingest.PostAsync(Kettle)).Status);
    }

    [Fact]
    public async Task The_same_key_twice_in_an_array_is_queued_once_and_answered_twice()
    {
        var answer = await _ingest.PostAsync($"[{Kettle},{Kettle}]");
        Assert.Equal([Id.ToString(), Id.ToString()], answer.Body.GetProperty("results").EnumerateArray().Select(static result => result.Text("order_id")));
        Assert.Single(_ingest.Queued);
    }

    [Fact]
    public async Task The_same_key_twice_in_an_array_with_other_content_keeps_the_first()
    {
        var answer = await _ingest.PostAsync($"[{Kettle},{Kettles}]");
        var results = answer.Body.GetProperty("results");
        Assert.Equal(Id.ToString(), results[0].Text("order_id"));
        Assert.Equal("key_conflict", results[1].GetProperty("details")[0].Text("code"));
        Assert.Equal(2, Wire.Parse(Assert.Single(_ingest.Queued).MessageBody).GetProperty("quantity").GetInt32());
    }

    [Fact]
    public async Task An_array_says_of_each_order_in_its_place_what_became_of_it()
    {
        _ingest.DynamoDb.Add(Given.Order(owner: "public"));
        var answer = await _ingest.PostAsync($$"""[{"item":"a","quantity":1},{{Kettle}},{{Kettles}},{"item":""},{"item":"b","quantity":1}]""");
        Assert.Equal(200, answer.Status);
        var results = answer.Body.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([true, true, false, false, true], results.Select(static result => result.TryGetProperty("order_id", out _)));
        Assert.Equal(["a", "b"], _ingest.Queued.Select(static entry => Wire.Parse(entry.MessageBody).Text("item")));
        Assert.Equal(
            (2, 1, 1, 1),
            (_ingest.Lines.Metric("OrdersAccepted"), _ingest.Lines.Metric("OrdersReplayed"), _ingest.Lines.Metric("KeyConflicts"), _ingest.Lines.Metric("OrdersRefused")));
    }

    [Fact]
    public async Task Five_hundred_orders_take_fifty_sends_and_five_reads()
    {
        var orders = Enumerable.Range(0, 500).Select(static i => $$"""{"item":"a","quantity":1,"idempotency_key":"k{{i}}"}""");
        var answer = await _ingest.PostAsync($"[{string.Join(',', orders)}]");
        Assert.Equal(
            Enumerable.Range(0, 500).Select(static i => OrderId.FromKey("public", $"k{i}").ToString()),
            answer.Body.GetProperty("results").EnumerateArray().Select(static result => result.Text("order_id")));
        Assert.Equal(50, _ingest.Sqs.Sends.Count);
        Assert.Equal(5, _ingest.DynamoDb.Sent<BatchGetItemRequest>().Count());
    }

    [Fact]
    public async Task An_entry_that_fails_once_is_sent_again()
    {
        _ingest.Sqs.RefuseEntry = static (_, call) => call == 1 ? Faults.Transient : null;
        Assert.Equal(200, (await _ingest.PostAsync(Kettle)).Status);
        Assert.Equal(2, _ingest.Sqs.Sends.Count);
        Assert.Single(_ingest.Queued);
    }

    [Fact]
    public async Task An_entry_that_keeps_failing_is_reported_for_its_order_alone()
    {
        _ingest.Sqs.RefuseEntry = static (entry, _) => entry.MessageBody.Contains("\"bad\"", StringComparison.Ordinal) ? Faults.Transient : null;
        var answer = await _ingest.PostAsync("""[{"item":"good","quantity":1},{"item":"bad","quantity":1}]""");
        Assert.Equal(200, answer.Status);
        var results = answer.Body.GetProperty("results");
        Assert.NotNull(results[0].Text("order_id"));
        Assert.Equal("unavailable", results[1].GetProperty("details")[0].Text("code"));
        Assert.False(results[1].TryGetProperty("order_id", out _));
        Assert.Equal(1 + 3, _ingest.Sqs.Sends.Count);
        Assert.Equal(1, _ingest.Lines.Metric("RequestsFailed"));
    }

    [Fact]
    public async Task A_repeat_of_an_order_that_was_not_queued_is_not_acknowledged_either()
    {
        _ingest.Sqs.RefuseEntry = static (entry, _) => entry.MessageBody.Contains("kettle", StringComparison.Ordinal) ? Faults.Transient : null;
        var answer = await _ingest.PostAsync($$"""[{{Kettle}},{{Kettle}},{"item":"pot","quantity":1}]""");
        Assert.Equal([false, false, true], answer.Body.GetProperty("results").EnumerateArray().Select(static result => result.TryGetProperty("order_id", out _)));
    }

    [Fact]
    public async Task Of_orders_that_fail_for_different_reasons_each_has_its_own_in_its_place()
    {
        _ingest.DynamoDb.Add(Given.Order("key-2", owner: "public"));
        _ingest.Sqs.RefuseEntry = static (entry, _) => entry.MessageBody.Contains("kettle", StringComparison.Ordinal) ? Faults.Permanent : null;
        var answer = await _ingest.PostAsync(
            $$"""[{{Kettle}},{"item":""},{{Kettles}},{"item":"kettle","quantity":9,"idempotency_key":"key-2"},{{Kettle}},{"item":"pot","quantity":1},{"item":"kettle","quantity":2,"idempotency_key":"key-2"}]""");
        Assert.Equal(
            ["unavailable", "length", "key_conflict", "key_conflict", "unavailable", null, null],
            answer.Body.GetProperty("results").EnumerateArray().Select(static result => result.TryGetProperty("details", out var details) ? details[0].Text("code") : null));
        Assert.Equal("pot", Wire.Parse(Assert.Single(_ingest.Queued).MessageBody).Text("item"));
        Assert.Equal(
            (1, 1, 2, 1, 2),
            (_ingest.Lines.Metric("OrdersAccepted"), _ingest.Lines.Metric("OrdersReplayed"), _ingest.Lines.Metric("KeyConflicts"), _ingest.Lines.Metric("OrdersRefused"), _ingest.Lines.Metric("RequestsFailed")));
    }

    [Fact]
    public async Task While_the_table_and_the_queue_are_away_the_caller_shall_send_it_again()
    {
        _ingest.DynamoDb.FailBefore = static (_, _) => Faults.Outage;
        _ingest.Sqs.FailBefore = static (_, _) => Faults.Sqs("ServiceUnavailable", 503);
        Assert.Equal(503, (await _ingest.PostAsync(Kettle)).Status);
        Assert.Equal((1, 1, 0), (_ingest.Lines.Metric("ReplayChecksSkipped"), _ingest.Lines.Metric("RequestsFailed"), _ingest.Lines.Metric("OrdersAccepted")));
    }

    [Fact]
    public async Task One_request_that_SQS_refuses_does_not_change_the_results_of_those_beside_it()
    {
        _ingest.Sqs.FailBefore = static (send, _) => send.Entries.Exists(static entry => entry.MessageBody.Contains("\"bad\"", StringComparison.Ordinal)) ? Faults.Sqs("AccessDenied", 403) : null;
        var answer = await _ingest.PostAsync($"[{string.Join(',', Enumerable.Range(0, 25).Select(static i => $$"""{"item":"{{(i == 13 ? "bad" : "good")}}","quantity":1}"""))}]");
        Assert.Equal(
            Enumerable.Range(10, 10),
            answer.Body.GetProperty("results").EnumerateArray().Index().Where(static result => !result.Item.TryGetProperty("order_id", out _)).Select(static result => result.Index));
    }

    [Theory]
    [InlineData(Kettle)]
    [InlineData("[" + Kettle + ",{\"item\":\"a\",\"quantity\":1}]")]
    public async Task When_nothing_could_be_queued_the_caller_shall_send_it_again(string body)
    {
        _ingest.Sqs.FailBefore = static (_, _) => Faults.Sqs("ServiceUnavailable", 503);
        var answer = await _ingest.PostAsync(body);
        Assert.Equal((503, "2"), (answer.Status, answer.Headers["Retry-After"]));
        Assert.DoesNotContain("arn:", answer.Text + _ingest.Lines.Text, StringComparison.Ordinal);
        Assert.True(_ingest.Lines.Metric("RequestsFailed") > 0);
    }

    [Theory]
    [InlineData("InternalServerError", 500)]
    [InlineData("ResourceNotFoundException", 400)]
    [InlineData("AccessDeniedException", 400)]
    [InlineData("ValidationException", 400)]
    public async Task When_the_table_cannot_be_asked_the_order_is_queued_and_the_Processor_decides(string code, int status)
    {
        _ingest.DynamoDb.FailBefore = (_, _) => Faults.DynamoDb(code, status);
        var answer = await _ingest.PostAsync(Kettle);
        Assert.Equal(200, answer.Status);
        Assert.False(answer.Headers.ContainsKey("Idempotency-Replayed"));
        Assert.Single(_ingest.Sqs.Messages(Given.OrdersQueue));
        Assert.Equal(code, Assert.Single(_ingest.Lines.Of("ReplayCheckSkipped")).Text("error"));
        Assert.Equal((1, 0), (_ingest.Lines.Metric("ReplayChecksSkipped"), _ingest.Lines.Metric("RequestsFailed")));
    }

    [Fact]
    public async Task A_table_that_does_not_answer_costs_the_caller_a_second()
    {
        _ingest.DynamoDb.FailBefore = (_, _) =>
        {
            _ingest.Time.Advance(TimeSpan.FromSeconds(1));
            return null;
        };
        var before = _ingest.Time.GetUtcNow();
        Assert.Equal(200, (await _ingest.PostAsync($"[{Kettle},{{\"item\":\"a\",\"quantity\":1,\"idempotency_key\":\"k-2\"}},{{\"item\":\"a\",\"quantity\":1}}]")).Status);
        Assert.InRange(_ingest.Time.GetUtcNow() - before, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));
        Assert.Equal(2, _ingest.Lines.Metric("ReplayChecksSkipped"));
        Assert.Equal(3, _ingest.Sqs.Messages(Given.OrdersQueue).Count);
    }

    [Fact]
    public async Task A_fault_of_ours_is_answered_without_what_went_wrong()
    {
        _ingest.DynamoDb.FailBefore = static (_, _) => new InvalidOperationException("secret at arn:aws:dynamodb");
        var answer = await _ingest.PostAsync(Kettle);
        Assert.Equal(500, answer.Status);
        Assert.Equal("""{"error":"The request failed through no fault of yours."}""", answer.Text);
        Assert.Equal("InvalidOperationException", Assert.Single(_ingest.Lines.Of("RequestFailed")).Text("error"));
        Assert.DoesNotContain("secret", _ingest.Lines.Text, StringComparison.Ordinal);
        Assert.Equal(1, _ingest.Lines.Metric("RequestsFailed"));
    }

    [Fact]
    public async Task A_request_that_hangs_is_answered_before_the_function_is_cut_off()
    {
        _ingest.Context.RemainingTime = TimeSpan.FromSeconds(3);
        _ingest.Sqs.FailBefore = (_, _) =>
        {
            _ingest.Time.Advance(TimeSpan.FromSeconds(2));
            return null;
        };
        var answer = await _ingest.PostAsync(Kettle);
        Assert.Equal(503, answer.Status);
        Assert.InRange(_ingest.Context.RemainingTime, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("traceparent", Given.Trace, Given.Trace)]
    [InlineData("TraceParent", Given.Trace, Given.Trace)]
    [InlineData("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01")]
    [InlineData("traceparent", "rubbish", null)]
    public async Task The_trace_of_the_request_travels_with_the_message(string header, string value, string? trace)
    {
        await _ingest.SendAsync(new HttpEvent("POST", "/orders", Kettle) { Headers = new() { [header] = value } });
        var attributes = Assert.Single(_ingest.Queued).MessageAttributes;
        Assert.Equal(trace, attributes is null ? null : attributes["traceparent"].StringValue);
    }

    [Theory]
    [InlineData("Content-Type", "application/json; charset=utf-16", 415)]
    [InlineData("Content-Type", "application/json;Charset=\"UTF-8\"", 200)]
    [InlineData("Content-Type", "application/json; profile=x", 200)]
    [InlineData("Content-Type", "text/json", 415)]
    [InlineData("Content-Encoding", "gzip", 415)]
    [InlineData("Content-Encoding", "identity", 200)]
    public async Task A_body_that_says_it_is_in_another_form_is_refused(string header, string value, int status)
    {
        var answer = await _ingest.SendAsync(new HttpEvent("POST", "/orders", Kettle) { Headers = new() { [header] = value } });
        Assert.Equal(status, answer.Status);
        if (status == 415)
        {
            Assert.Equal((header.ToLowerInvariant(), "value"), Assert.Single(answer.Details));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793")]
    public async Task Without_a_trace_of_the_caller_the_invocations_trace_travels_with_the_message(string? header)
    {
        _ingest.Context.TraceId = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:0";
        await _ingest.SendAsync(new HttpEvent("POST", "/orders", Kettle) { Headers = header is null ? [] : new() { ["X-Amzn-Trace-Id"] = header } });
        Assert.Equal("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", Assert.Single(_ingest.Queued).MessageAttributes["traceparent"].StringValue);
    }

    [Fact]
    public async Task The_log_line_of_a_request_has_the_order_and_the_trace()
    {
        var answer = await _ingest.SendAsync(new HttpEvent("POST", "/orders", Kettle) { Headers = new() { ["traceparent"] = Given.Trace } });
        var line = Assert.Single(_ingest.Lines.Of("RequestAnswered"));
        Assert.Equal((answer.Body.Text("order_id"), Given.Trace.Substring(3, 32)), (line.Text("orderId"), line.Text("traceId")));
    }

    [Fact]
    public async Task Nothing_of_an_order_that_its_sender_would_keep_to_himself_is_logged()
    {
        await _ingest.PostAsync("""{"item":"secret-item","quantity":2,"customer_name":"secret-name","customer_email":"secret@example.com","metadata":{"secret":"secret"},"idempotency_key":"secret"}""");
        Assert.Equal(("POST", 200), (Assert.Single(_ingest.Lines.Of("RequestAnswered")).Text("Method"), _ingest.Lines.Of("RequestAnswered")[0].GetProperty("Status").GetInt32()));
        Assert.DoesNotContain("secret", _ingest.Lines.Text, StringComparison.Ordinal);
    }
}

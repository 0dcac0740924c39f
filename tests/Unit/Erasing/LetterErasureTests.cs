using System.Text.Json;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Orders.Erasing;
using Orders.Queues;
using Orders.Tests.Unit.DeadLetters;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Erasing;

/// <summary>How a dead letter loses its personal data: it is replaced, and never lost.</summary>
public sealed class LetterErasureTests : IDisposable
{
    private const string Body =
        """{"item":"kettle","quantity":"2","idempotency_key":"k","customer_name":"Zoë","customer_email":"zoe@example.com","metadata":{"birthday":"1 May"}}""";

    private static readonly PersonSelection Zoe = new() { Email = "ZOE@example.com" };

    private readonly LetterBench _bench = new();

    public void Dispose() => _bench.Clean();

    [Fact]
    public async Task A_letter_is_replaced_by_a_copy_without_personal_fields_and_with_its_attributes()
    {
        var id = _bench.Put(Body, attributes: new() { ["channel"] = LetterBench.Text("till") }, groupId: "g");
        var neighbour = _bench.Put(Body.Replace("zoe@", "ada@", StringComparison.Ordinal));

        var letter = Assert.Single(await EraseAsync(Zoe));

        var left = _bench.Sqs.VisibleOn(Given.DeadLetterQueue).ToDictionary(static message => message.Id);
        Assert.Equal((ErasedLetter.Redacted, id), (letter.Result, letter.MessageId));
        Assert.Equal([letter.NewMessageId!, neighbour], left.Keys.Order(Comparer<string>.Create((one, other) => (one == neighbour).CompareTo(other == neighbour))));
        var copy = (await _bench.SelectAsync(new LetterFilter { Id = letter.NewMessageId })).Letters.Single();
        Assert.Equal("""{"item":"kettle","quantity":"2","idempotency_key":"k"}""", copy.Message.Body);
        Assert.Equal(("type", "quantity", "till", "g"), (copy.Reason.Code, copy.Reason.Field, copy.SendersAttributes["channel"].StringValue, copy.Message.GroupId));

        var lines = _bench.Audit();
        Assert.Equal(["sent", "erased"], lines.Select(static line => Text(line, "result")));
        Assert.All(lines, line => Assert.Equal(("erase", id, letter.NewMessageId), (Text(line, "action"), Text(line, "message_id"), Text(line, "new_message_id"))));
        Assert.DoesNotContain("zoe", File.ReadAllText(_bench.AuditFile), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await EraseAsync(Zoe));
    }

    [Fact]
    public async Task A_letter_stays_until_its_copy_is_accepted_and_noted()
    {
        var id = _bench.Put(Body);
        _bench.Sqs.RefuseDelete = deleted => !_bench.Audit().Any(line => Text(line, "message_id") == deleted && Text(line, "result") == "sent");
        Assert.Equal(ErasedLetter.Redacted, Assert.Single(await EraseAsync(Zoe)).Result);

        _bench.Sqs.RefuseDelete = static _ => true;
        var second = _bench.Put(Body);
        var kept = Assert.Single(await EraseAsync(Zoe));
        Assert.Equal((second, ErasedLetter.NotErased, "ReceiptHandleIsInvalid"), (kept.MessageId, kept.Result, kept.Cause));
        Assert.NotNull(kept.NewMessageId);
        Assert.NotEqual(id, second);
        Assert.Equal("not_erased", Text(_bench.Audit()[^1], "result"));
    }

    [Theory]
    [InlineData("""{"item":"kettle","customer_email":"zoe@example.com","item":"lamp"}""", "its body must not have the same member twice")]
    [InlineData("""{"item":"for zoe@example.com","customer_email":"zoe@example.com"}""", "the address is also in another member of its body")]
    [InlineData("""{"customer_email":"zoe@example.com""", "its body must be valid JSON nested at most 64 deep")]
    public async Task What_cannot_be_redacted_stays_and_can_be_discarded(string body, string cause)
    {
        var id = _bench.Put(body);

        var kept = Assert.Single(await EraseAsync(Zoe));
        Assert.Equal((ErasedLetter.NotErased, null), (kept.Result, kept.NewMessageId));
        Assert.StartsWith(cause, kept.Cause, StringComparison.Ordinal);
        Assert.Equal(id, Assert.Single(_bench.Sqs.VisibleOn(Given.DeadLetterQueue)).Id);

        Assert.Equal(ErasedLetter.Discarded, Assert.Single(await EraseAsync(Zoe, isDiscarding: true)).Result);
        Assert.Empty(_bench.Sqs.VisibleOn(Given.DeadLetterQueue));
        Assert.DoesNotContain("zoe", File.ReadAllText(_bench.AuditFile), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nothing_is_sent_or_deleted_after_an_interruption()
    {
        _bench.Put(Body);
        var kept = Assert.Single(await EraseAsync(Zoe, isInterrupted: true));
        Assert.Equal((ErasedLetter.NotErased, "Interrupted"), (kept.Result, kept.Cause));
        Assert.Single(_bench.Sqs.VisibleOn(Given.DeadLetterQueue));
    }

    [Theory]
    [InlineData("""{"order_id":"{id}","item":"x","customer_name":"Z"}""", true)]
    [InlineData("""{"idempotency_key":"key-1","customer_name":"Z"}""", true)]
    [InlineData("""{"idempotency_key":"key-2","customer_name":"Z"}""", false)]
    [InlineData("""{"order_id":"{id}","item":"x"}""", false)]
    [InlineData("""{"type":"order.change_status","order_id":"{id}","status":"CANCELLED"}""", false)]
    [InlineData("""{"id":"{id}:1","subject":"{id}","data":{"order":{"order_id":"{id}","customer_name":"Z"}}}""", true)]
    [InlineData("""{"id":"{id}:1","subject":"{id}","data":{"order":{"order_id":"{id}"}}}""", false)]
    [InlineData("""{"dynamodb":{"Keys":{"order_id":{"S":"{id}"}},"OldImage":{"metadata":{"M":{"a":{"S":"b"}}}}}}""", true)]
    [InlineData("""{"order_id":"{id}","customer_name":"Z" """, false)]
    [InlineData("[]", false)]
    public async Task A_letter_is_about_an_order_if_it_names_it_and_has_personal_data_of_it(string body, bool isAbout)
    {
        var id = OrderId.FromKey("queue", "key-1");
        _bench.Put(body.Replace("{id}", $"{id}", StringComparison.Ordinal));
        var letter = Assert.Single((await _bench.SelectAsync(new LetterFilter())).Letters);

        Assert.Equal(isAbout, new PersonSelection { Orders = [id] }.IsAbout(letter, new HashSet<string>()));
        Assert.Equal(isAbout, new PersonSelection { Email = "nobody@example.com" }.IsAbout(letter, new HashSet<string> { $"{id}" }));
    }

    [Theory]
    [InlineData("""{"owner":"pos-7","customer_name":"Z"}""", true)]
    [InlineData("""{"source":"pos-7","customer_name":"Z"}""", true)]
    [InlineData("""{"owner":"pos-8","source":"pos-7","customer_name":"Z"}""", false)]
    [InlineData("""{"customer_name":"Z"}""", false)]
    public async Task A_letter_of_an_owner_is_known_by_the_processors_rule(string body, bool isAbout)
    {
        _bench.Put(body);
        Assert.Equal(isAbout, new PersonSelection { Owner = "pos-7" }.IsAbout(Assert.Single((await _bench.SelectAsync(new LetterFilter())).Letters), new HashSet<string>()));
    }

    [Fact]
    public void Personal_members_go_at_any_depth_and_everything_else_stays() => Assert.Equal(
        """{"dynamodb":{"Keys":{"order_id":{"S":"1"}},"NewImage":{"item":{"S":"x"}},"list":[{"n":1.50}]}}""",
        PersonalMembers.Remove(
            """{"dynamodb":{"Keys":{"order_id":{"S":"1"}},"NewImage":{"item":{"S":"x"},"customer_name":{"S":"Z"},"metadata":{"M":{}}},"list":[{"n":1.50,"customer_email":7}]}}"""));

    private async Task<IReadOnlyList<ErasedLetter>> EraseAsync(PersonSelection person, bool isDiscarding = false, bool isInterrupted = false)
    {
        await using var hold = _bench.NewHold();
        var found = await Selection.TakeAsync(
            hold, new LetterFilter { Condition = letter => person.IsAbout(letter, new HashSet<string>()) }, _bench.Clock.GetUtcNow(), static _ => { }, Given.Token);
        var erasure = new LetterErasure(hold, new RedriveTarget(new QueueSender(_bench.Sqs, _bench.Pipelines.Sqs), Given.DeadLetterQueue), "orders-dlq", person) { IsDiscarding = isDiscarding };
        return await erasure.RunAsync(
            found.Letters,
            await AuditLog.OpenAsync(new AuditFile(_bench.AuditFile)),
            new AuditLines(AuditActions.Erase, "orders-dlq", "ann@host", _bench.Clock.GetUtcNow(), _bench.Clock),
            isInterrupted ? new CancellationToken(canceled: true) : Given.Token);
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}

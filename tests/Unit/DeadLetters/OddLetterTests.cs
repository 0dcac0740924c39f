using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.DeadLetters.Transfer;
using Orders.Operations.Events;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Operations.Terminal;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

/// <summary>What a sender can write that is hard to read: one such message is shown as odd, and ends nothing.</summary>
public sealed class OddLetterTests : IDisposable
{
    private readonly LetterBench _bench = new();

    public static TheoryData<string> OddJson =>
    [
        """{"\ud800":1}""", """{"\udc00\ud800":{"\ud800":"\ud800"}}""", """{"code":"\ud800","by":"\ud800","at":"\ud800","count":"\ud800"}""",
        """{"code":1e999,"count":1e999,"failed_at":"9999-12-31T23:59:59Z"}""", """{"code":"a","code":"b","count":1,"count":2}""", "[[[[", "\ufeff{}", "{}{}", "NaN", "",
        "\"\\ud800\"", """{"code":"type","displaced_attribute":{"name":"\ud800","data_type":"\ud800"}}""", new string('[', 5_000), """{"code":""}""", """{"code":"\u0000"}""",
    ];

    [Theory]
    [MemberData(nameof(OddJson))]
    public async Task Any_attribute_of_ours_leaves_a_letter_that_is_listed_shown_exported_and_given_back(string text)
    {
        var value = text.Length == 0 ? "x" : text;
        foreach (var name in (string[])["dead_letter", "redrive"])
        {
            _bench.Sqs.Put(Given.DeadLetterQueue, "{}", new() { [name] = LetterBench.Text(value) });
        }

        _bench.Sqs.Put(Given.DeadLetterQueue, value);
        var good = _bench.Put();

        var selection = await _bench.SelectAsync(new LetterFilter());

        Assert.Equal(4, selection.Letters.Count);
        Assert.Contains(selection.Letters, letter => letter.Id == good);
        Assert.Equal(4, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
        Assert.Equal(4, Wire.Parse(new LetterListing("orders-dlq", selection, Given.Now).ToJson()).GetProperty("count").GetInt32());
        foreach (var letter in selection.Letters)
        {
            new LetterView(letter, ShowPersonalData: false, LetterBench.Orders, Given.Now).WriteTo(TextWriter.Null);
            Assert.NotNull(new LetterView(letter, ShowPersonalData: false, LetterBench.Orders, Given.Now).ToJson());
            Assert.Equal(letter.Message.Body, LetterLine.Read(LetterLine.Write("orders-dlq", letter)).Message.Body);
            Assert.False(LetterSubject.IsAbout(letter, OrderId.FromKey("queue", "other")));
            Assert.Null(FailureReport.Read(letter.Message.Body));
        }
    }

    [Theory]
    [MemberData(nameof(OddJson))]
    public async Task One_odd_letter_is_refused_by_the_rule_that_its_body_breaks_and_the_others_go(string body)
    {
        var odd = _bench.Sqs.Put(Given.DeadLetterQueue, body.Length == 0 ? "x" : body);
        var good = _bench.Put("""{"item":"kettle","quantity":2,"source":5,"idempotency_key":"k"}""");

        var report = await _bench.RedriveAsync(_bench.NewOptions() with { Change = new JsonChange([new(MemberPath.Parse("source")!, "\"x\"")]) });

        Assert.Equal(RedriveOutcome.Refused, Assert.Single(report.Results, result => result.Entry.Letter.Id == odd).Outcome);
        Assert.Equal(RedriveOutcome.Sent, Assert.Single(report.Results, result => result.Entry.Letter.Id == good).Outcome);
        Assert.Equal([odd], _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Select(static message => message.Id));
    }

    [Theory]
    [InlineData("""{"item":"\ud800"}""", "no single member of its body can be changed, since the body must be valid Unicode: no lone surrogates: use ./orders dlq edit")]
    [InlineData("""{"\udfff":1}""", "no single member of its body can be changed, since the body must be valid Unicode: no lone surrogates: use ./orders dlq edit")]
    [InlineData("""{"a":1,"a":2}""", "no single member of its body can be changed, since the body must not have the same member twice: use ./orders dlq edit")]
    public void A_body_that_would_be_written_back_as_another_one_is_not_changed_by_member(string body, string why)
    {
        foreach (var value in (string?[])["1", null])
        {
            Assert.Equal(why, Assert.Throws<UnchangeableBodyException>(() => new JsonChange([new(MemberPath.Parse("item")!, value)]).Apply(body)).Message);
        }
    }

    [Theory]
    [MemberData(nameof(OddJson))]
    public void An_editor_shows_any_body(string body) => Assert.NotNull(TextEditor.Prepare(body));

    [Fact]
    public void An_editor_shows_a_body_that_is_not_Unicode_as_it_is() =>
        Assert.Equal("""{"item":"\ud800"}""", TextEditor.Prepare("""{"item":"\ud800"}"""));

    [Fact]
    public void What_an_editor_saved_is_read_as_UTF8_or_refused()
    {
        Assert.Equal("é", TextEditor.Decode([0xEF, 0xBB, 0xBF, .. "é"u8]));
        Assert.Equal("The editor saved text that is not valid UTF-8: nothing was sent.", Assert.Throws<CommandException>(static () => TextEditor.Decode([(byte)'"', 0xE9, (byte)'"'])).Message);
    }

    [Theory]
    [InlineData("""{"queue":"q","message_id":"m","body":"\ud800"}""", "it must be valid Unicode: no lone surrogates")]
    [InlineData("""{"queue":"q","message_id":"m","body":"b","\ud800":1}""", "it must be valid Unicode: no lone surrogates")]
    [InlineData("""{"queue":"q","message_id":"m","body":"b","body":"c"}""", "it must not have the same member twice")]
    public void A_line_of_a_file_that_cannot_be_read_back_whole_is_refused(string line, string rule) =>
        Assert.Equal(rule, Assert.Throws<FormatException>(() => LetterLine.Read(line)).Message);

    [Fact]
    public void A_body_with_the_escape_of_a_lone_surrogate_is_imported_byte_for_byte() =>
        Assert.Equal("""{"item":"\ud800"}""", LetterLine.Read("""{"queue":"q","message_id":"m","body":"{\"item\":\"\\ud800\"}"}""").Message.Body);

    [Theory]
    [MemberData(nameof(OddJson))]
    public void A_line_of_the_audit_log_is_one_or_none(string text) => Assert.Null(AuditLine.Read(text));

    [Fact]
    public async Task A_letter_with_text_that_is_not_Unicode_is_still_about_its_order()
    {
        var id = OrderId.FromKey("queue", "k");
        _bench.Put("""{"\ud800":"\ud800","item":"\ud800","idempotency_key":"k"}""", "encoding", "item");

        Assert.True(LetterSubject.IsAbout(Assert.Single((await _bench.SelectAsync(new LetterFilter())).Letters), id));
    }

    [Fact]
    public async Task Whatever_goes_wrong_with_one_message_all_that_came_with_it_are_given_back()
    {
        for (var i = 0; i < 30; i++)
        {
            _bench.Put();
        }

        var seen = 0;
        await using (var hold = _bench.NewHold())
        {
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => hold.TakeAsync(_ => ++seen < 3 ? true : throw new InvalidTimeZoneException(), Given.Token));
        }

        Assert.Equal(30, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Fact]
    public async Task A_letter_to_which_an_expression_cannot_be_applied_does_not_match_and_is_named()
    {
        var odd = _bench.Put("""{"item":5}""");
        var good = _bench.Put("""{"item":"kettle"}""");
        _bench.Put("""{"item":"mug"}""");

        var selection = await _bench.SelectAsync(new LetterFilter { Where = WhereExpression.Parse("starts_with(body.item, 'ket')") });

        Assert.Equal([good], selection.Letters.Select(static letter => letter.Id));
        Assert.Equal([odd], selection.Odd.Select(static one => one.MessageId));
        Assert.Contains($"--where cannot be applied to 1 message, which is left alone: {odd} (", selection.OddNote, StringComparison.Ordinal);
        Assert.Equal(odd, Assert.Single(Wire.Parse(new LetterListing("orders-dlq", selection, Given.Now).ToJson()).GetProperty("where_not_applied").EnumerateArray()).GetProperty("message_id").GetString());
    }

    [Theory]
    [InlineData("NaN", "body == 'NaN'")]
    [InlineData("{'a':1}", "type(body) == 'string'")]
    [InlineData("/* c */ 1", "type(body) == 'string'")]
    [InlineData("""{"n":1e999}""", "body.n > `5`")]
    [InlineData("""{"n":123456789012345678901234567890}""", "body.n > `5`")]
    [InlineData("""{"a":1,"a":2}""", "body.a == `2`")]
    [InlineData("""{"at":"2026-01-01T00:00:00Z"}""", "body.at == '2026-01-01T00:00:00Z'")]
    [InlineData("""{"\ud800":"a"}""", "contains(values(body), 'a')")]
    public async Task An_expression_sees_a_body_as_the_pipeline_reads_it(string body, string expression)
    {
        var id = _bench.Put(body);

        var selection = await _bench.SelectAsync(new LetterFilter { Where = WhereExpression.Parse(expression) });

        Assert.Empty(selection.Odd);
        Assert.Equal([id], selection.Letters.Select(static letter => letter.Id));
    }

    [Theory]
    [InlineData("nosuch(body)")]
    [InlineData("length(body, body)")]
    [InlineData("length()")]
    public void A_function_that_there_is_not_is_refused(string expression) =>
        Assert.StartsWith("--where must be", Assert.Throws<CommandException>(() => WhereExpression.Parse(expression)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\U0001F600@example.com", "\\uD83D\\u…@…")]
    [InlineData("\u0001zoe@example.com", "\\u…@…")]
    [InlineData("a\nzoe@example.com", "")]
    public void JSON_is_JSON_without_its_addresses(string text, string broken)
    {
        var json = Orders.Json.JsonWriting.ToText(text, static (writer, text) =>
        {
            writer.WriteStartObject();
            writer.WriteString(text, text);
            writer.WriteEndObject();
        });

        var masked = SafeText.MaskJson(json);

        var member = Assert.Single(Wire.Parse(masked).EnumerateObject());
        Assert.DoesNotContain("example", masked, StringComparison.Ordinal);
        Assert.Equal(SafeText.Mask(text), member.Value.GetString());
        Assert.Contains(broken, SafeText.Mask(json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_beginning_of_an_id_must_fit_one_message_whatever_the_limit()
    {
        _bench.Put();
        _bench.Put();

        await Assert.ThrowsAsync<CommandException>(() => _bench.SelectAsync(new LetterFilter { Id = "00000000", Limit = 1 }));
    }

    public void Dispose() => _bench.Clean();
}

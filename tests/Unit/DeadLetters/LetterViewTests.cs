using Orders.Operations.DeadLetters;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class LetterViewTests
{
    private readonly LetterBench _bench = new();

    [Fact]
    public async Task A_message_is_shown_with_what_the_validator_says_of_its_body()
    {
        _bench.Put();

        var text = await ShowAsync();

        Assert.Contains("type, field quantity", text, StringComparison.Ordinal);
        Assert.Contains("no: quantity must be an integer from 1 to 1,000,000", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_the_request_is_named_and_its_lines_are_shown_where_they_are_on_this_machine()
    {
        _bench.Put("""{"item":"zoe@example.com"}""");
        var letter = (await _bench.SelectAsync(new LetterFilter())).Letters[0];
        var id = Guid.NewGuid();
        letter = letter with { Reason = letter.Reason with { RequestId = $"{id}", OriginalMessageId = "m-1" } };
        var folder = Directory.CreateTempSubdirectory("orders-logs-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "orders-processor.log"), $"{{\"requestId\":\"other\"}}\n{{\"requestId\":\"{id}\",\"field\":\"zoe@example.com\"}}\n{{\"requestId\":\"{id}\",\"MessageId\":\"m-1\"}}\n{{\"requestId\":\"{id}\",\"MessageId\":\"m-2\"}}\n", Given.Token);
        var log = LetterLog.Of(letter, "orders-processor")!;
        var view = new LetterView(letter, ShowPersonalData: false, LetterBench.Orders, Given.Now) { Log = log, LogLines = log.LinesIn(folder.FullName) };
        folder.Delete(recursive: true);

        using var text = new StringWriter();
        view.WriteTo(text);
        Assert.Contains($"log query     fields @timestamp, @message | filter requestId = \"{id}\" | sort @timestamp", text.ToString(), StringComparison.Ordinal);
        Assert.Contains($$"""{"requestId":"{{id}}","field":"z…@…"}""", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("other", text.ToString(), StringComparison.Ordinal);
        // The batch had another message, whose letter has its own line.
        Assert.Contains("m-1", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("m-2", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"log_group\":\"/aws/lambda/orders-processor\"", view.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x\" | fields secret")]
    public async Task A_letter_that_names_no_request_has_no_log(string requestId)
    {
        _bench.Put();
        var letter = (await _bench.SelectAsync(new LetterFilter())).Letters[0];

        Assert.Null(LetterLog.Of(letter with { Reason = letter.Reason with { RequestId = requestId } }, "orders-processor"));
    }

    [Fact]
    public async Task A_body_that_is_valid_by_now_is_called_so()
    {
        _bench.Put("""{"item":"kettle","quantity":2,"idempotency_key":"k"}""", "retries_exhausted", "body");

        Assert.Contains("valid now     yes", await ShowAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"customer_email":"zoe@example.com"}""")]
    [InlineData("""{"customer_email":"zoe\u0040example.com"}""")]
    [InlineData("write to zoe@example.com, please")]
    public async Task E_mail_addresses_are_masked_unless_they_are_asked_for(string body)
    {
        _bench.Put(body, attributes: new() { ["contact"] = LetterBench.Text("zoe@example.com") });

        Assert.DoesNotContain("example.com", await ShowAsync(), StringComparison.Ordinal);
        Assert.Contains("example.com", await ShowAsync(showPersonalData: true), StringComparison.Ordinal);
        var letter = (await _bench.SelectAsync(new LetterFilter())).Letters[0];
        Assert.DoesNotContain("example.com", new LetterView(letter, ShowPersonalData: false, LetterBench.Orders, Given.Now).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E_mail_addresses_are_masked_in_reasons_and_in_the_names_of_members_too()
    {
        _bench.Put("""{"item":"kettle","quantity":2,"idempotency_key":"k","zoe@example.com":1}""", "zoe@example.com", "zoe@example.com");

        var text = await ShowAsync();

        Assert.DoesNotContain("example.com", text, StringComparison.Ordinal);
        Assert.Contains("valid now     no: z…@…", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_wrote_does_not_steer_the_terminal()
    {
        _bench.Put("\u001b[2J\u202egone");

        Assert.Contains(@"\u001b[2J\u202egone", await ShowAsync(), StringComparison.Ordinal);
    }

    private async Task<string> ShowAsync(bool showPersonalData = false)
    {
        var letter = Assert.Single((await _bench.SelectAsync(new LetterFilter())).Letters);
        using var output = new StringWriter();
        new LetterView(letter, showPersonalData, LetterBench.Orders, Given.Now).WriteTo(output);
        return output.ToString();
    }
}

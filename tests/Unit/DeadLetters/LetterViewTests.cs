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
        Assert.DoesNotContain("example.com", new LetterView(letter, ShowPersonalData: false, IsOrder: true, Given.Now).ToJson(), StringComparison.Ordinal);
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
        new LetterView(letter, showPersonalData, IsOrder: true, Given.Now).WriteTo(output);
        return output.ToString();
    }
}

using CsCheck;
using Orders.Operations.Terminal;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class PersonalDataTests
{
    [Theory]
    [InlineData("""{"item":"Desk","customer_name":"Zoë","quantity":1}""", """{"item":"Desk","customer_name":"‹Z…›","quantity":1}""")]
    [InlineData("""{"metadata":{"gift":"red","phone":5551234}}""", """{"metadata":{"gift":"‹r…›","phone":"‹5…›"}}""")]
    [InlineData("""{"customer_email":"zoe at home"}""", """{"customer_email":"‹z…›"}""")]
    [InlineData("""{"customer_email":"zoe@example.com"}""", """{"customer_email":"z…@…"}""")]
    [InlineData("""{"data":{"order":{"customer_name":"Zoë","item":"Desk"}}}""", """{"data":{"order":{"customer_name":"‹Z…›","item":"Desk"}}}""")]
    [InlineData("""{"NewImage":{"customer_name":{"S":"Zoë"},"item":{"S":"Desk"}}}""", """{"NewImage":{"customer_name":{"S":"‹Z…›"},"item":{"S":"Desk"}}}""")]
    [InlineData("""{"customer\u005fname":"Zoë"}""", """{"customer\u005fname":"‹Z…›"}""")]
    [InlineData("""{"customer_name":"Zoë","source":"erp",}""", """{"customer_name":"‹Z…›","source":"erp",}""")]
    [InlineData("""{"item":"customer_name","customer_name":null}""", """{"item":"customer_name","customer_name":null}""")]
    public void Name_email_and_metadata_are_masked_alike(string body, string masked)
    {
        Assert.Equal(masked, SafeText.MaskBody(body));
        Assert.True(new CoveredText(body).TryUncover(masked, out var same));
        Assert.Equal(body, same);
    }

    [Fact]
    public void After_a_fault_every_value_is_masked()
    {
        var masked = SafeText.MaskBody("""{"item":"Desk","quantity":oops,"customer_name":"Zoë" "metadata":{"gift":"red"}}""");

        Assert.StartsWith("""{"item":"Desk","quantity":""", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("Zoë", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("red", masked, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_values_have_two_masks_which_survive_the_answer() =>
        Assert.Equal(
            """{"body":"‹Z…› ‹Z…2› z…@… z…2@…"}""",
            SafeText.MaskJson("""{"body":"‹Z…› ‹Z…2› z…@… z…2@…"}"""));

    [Fact]
    public void An_order_in_an_answer_is_masked_as_a_body_is() =>
        Assert.Equal(
            """{"order":{"item":"Desk","customer_name":"‹Z…›","customer_email":"z…@…","metadata":{"gift":"‹r…›"}}}""",
            SafeText.MaskJson("""{"order":{"item":"Desk","customer_name":"Zoë","customer_email":"zoe@example.com","metadata":{"gift":"red"}}}"""));

    [Fact]
    public void A_mask_that_is_not_of_this_text_is_found() => Assert.False(new CoveredText("""{"customer_name":"Zoë"}""").TryUncover("""{"customer_name":"‹A…›"}""", out _));

    [Fact]
    public void Every_text_comes_back_as_it_was_and_shows_no_name() =>
        Gen.OneOf(
                Gen.Const(",\"customer_name\":"), Gen.Const("\"metadata\":{"), Gen.Const("\"Secret\""), Gen.Const("\"Secrets\""), Gen.Const("{"), Gen.Const("}"), Gen.Const("["), Gen.Const(","),
                Gen.Const("12345"), Gen.Const("‹S…›"), Gen.Const("‹…›"), Gen.Const("\"‹1…›\""), Gen.Const("zoe@example.com"), Gen.Const("\""), Gen.Const("\\"), Gen.String[Gen.Char["aZ1 …@\"\\<>:,;‹›"], 0, 5])
            .Array[0, 10]
            .Select(static parts => $"{{{string.Concat(parts)}")
            .Sample(
                static text =>
                {
                    var covered = new CoveredText(text);
                    Assert.True(covered.TryUncover(covered.Text, out var same), covered.Text);
                    Assert.Equal(text, same);
                    Assert.DoesNotContain("\"customer_name\":\"Secret", covered.Text, StringComparison.Ordinal);
                },
                iter: 10_000);
}

using Orders.Model;
using Orders.Operations.Orders;
using Orders.Tests.Unit.Support;
using Spectre.Console;

namespace Orders.Tests.Unit.Rows;

public sealed class OrderViewTests
{
    private static readonly Order Order = Given.Order(content: Given.Content("\u001b[2Jtea for zoe@example.com") with { CustomerEmail = "zoe@example.com" });

    [Fact]
    public void A_program_reads_what_the_API_answers_and_what_the_API_keeps_to_itself()
    {
        var json = Wire.Parse(new OrderView(Order with { TraceParent = Given.Trace }, ShowPersonalData: true).ToJson());

        Assert.Equal((Order.Id.ToString(), "PENDING", "zoe@example.com"), (json.Text("order_id"), json.Text("status"), json.Text("customer_email")));
        Assert.Equal("2026-12-23T22:28:00.000Z", Wire.Parse(new OrderView(Order with { RemoveAfter = new(2026, 12, 23, 22, 28, 0, TimeSpan.Zero) }, ShowPersonalData: true).ToJson()).Text("remove_after"));
        Assert.Equal(("queue", Given.Trace, Order.ContentHash.Value), (json.Text("owner"), json.Text("traceparent"), json.Text("content_hash")));
    }

    [Fact]
    public void Nothing_that_a_customer_wrote_steers_the_terminal_and_addresses_are_masked()
    {
        Assert.Contains(@"\u001b[2Jtea for z…@…", Show(showPersonalData: false), StringComparison.Ordinal);
        Assert.DoesNotContain("zoe@", Show(showPersonalData: false), StringComparison.Ordinal);
        Assert.Contains("zoe@example.com", Show(showPersonalData: true), StringComparison.Ordinal);
    }

    private static string Show(bool showPersonalData)
    {
        using var text = new StringWriter();
        new OrderView(Order, showPersonalData).WriteTo(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) }));
        return text.ToString();
    }
}

using Orders.Events;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Events;
using Orders.Operations.Orders;
using Orders.Operations.Terminal;
using Orders.Tests.Unit.Support;
using Spectre.Console;

namespace Orders.Tests.Unit.DeadLetters;

/// <summary>A value of any length leaves room for the others where a person reads; a program gets all of it.</summary>
public sealed class LongValueTests
{
    private const int MaxOfAll = 10_000;

    private static readonly string Long = new('x', 70_000);
    private static readonly Order Order = Given.Order(content: Given.Content(Long) with { Metadata = new Dictionary<string, string> { ["k"] = Long } });

    private readonly LetterBench _bench = new();

    [Theory]
    [InlineData(500, 500, false)]
    [InlineData(501, 501, true)]
    [InlineData(70_000, 501, true)]
    public void A_value_is_cut_behind_500_characters(int length, int shown, bool isCut)
    {
        var value = SafeText.Value(new string('x', length));

        Assert.Equal((shown, isCut), (value.Length, value.EndsWith('…')));
    }

    [Fact]
    public void A_cut_leaves_no_half_of_a_character_and_no_half_of_an_address()
    {
        Assert.Equal(new string('x', 499) + "…", SafeText.Value(new string('x', 499) + "🍵🍵"));
        Assert.DoesNotContain("zoe", SafeText.Value(new string(' ', 495) + "zoe.smith@example.com"), StringComparison.Ordinal);
        Assert.Contains("zoe", SafeText.Value(new string(' ', 495) + "zoe.smith@example.com", showPersonalData: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_listing_of_dead_letters()
    {
        _bench.Put(code: Long, field: Long);
        var listing = new LetterListing("orders-dlq", await _bench.SelectAsync(new LetterFilter()), Given.Now);

        AssertCut(Show(listing.WriteTo));
        Assert.Contains(Long, listing.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_plan()
    {
        _bench.Put($$"""{"item":"kettle","quantity":"2","idempotency_key":"k","{{Long}}":1}""", code: Long, field: Long);
        _bench.Put($$"""{"item":"{{Long}}","quantity":2,"idempotency_key":"k"}""");
        _bench.Put($$"""["{{Long}}"]""");
        var selection = await _bench.SelectAsync(new LetterFilter());
        foreach (var change in (IBodyChange?[])[null, new NewBody($$$"""{"item":"kettle","quantity":2,"idempotency_key":"k","metadata":{"a":"{{{new string('y', 1500)}}}"}}""")])
        {
            using var text = new StringWriter();

            new PlanView(RedrivePlan.Of(selection.Letters, LetterBench.Orders, _bench.NewOptions() with { Change = change }), selection, ShowPersonalData: true).WriteTo(text);

            AssertCut(text.ToString());
        }
    }

    [Fact]
    public async Task In_a_report()
    {
        _bench.Put();
        var entry = RedrivePlan.Of((await _bench.SelectAsync(new LetterFilter())).Letters, LetterBench.Orders, _bench.NewOptions()).Entries[0];
        var sent = new RedriveResult(entry, RedriveOutcome.Refused, Cause: Long);
        using var text = new StringWriter();

        new ReportView(
            new RedriveReport(new RedrivePlan(LetterBench.Orders, "orders", _bench.NewOptions(), [entry]), [sent])
            {
                StoppedBecause = Long,
                Followed = [new FollowedLetter(sent, Ending.DeadAgain, new LetterReason { Code = Long, Rule = Long })],
            },
            TimeSpan.FromSeconds(1)).WriteTo(text);

        AssertCut(text.ToString());
    }

    [Fact]
    public void In_lists_of_orders_and_in_an_order()
    {
        AssertCut(Show(console => new OrderListing(OrderStatus.Pending, [Order], HasMore: false, Given.Now).WriteTo(console, showPersonalData: true)));
        AssertCut(Show(new OrderView(Order, ShowPersonalData: true).WriteTo));
        Assert.Contains(Long, new OrderView(Order, ShowPersonalData: true).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_an_event() => AssertCut(EventLine.Of(PastEvents.Of(Order)[0] with { Reason = Long }, showPersonalData: true));

    private static string Show(Action<IAnsiConsole> write)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        write(console);
        return text.ToString();
    }

    private static void AssertCut(string text)
    {
        Assert.Contains('…', text);
        Assert.InRange(text.Length, 1, MaxOfAll);
    }
}

using Amazon.SQS.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Tests.Unit.Support;
using Orders.Validation;
using Spectre.Console;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class SelectionTests
{
    private readonly LetterBench _bench = new();

    [Fact]
    public async Task A_listing_that_stopped_at_its_limit_says_so()
    {
        for (var i = 0; i < 5; i++)
        {
            _bench.Put();
        }

        var limited = new LetterListing("orders-dlq", await _bench.SelectAsync(new LetterFilter { Limit = 3 }), Given.Now);
        var whole = new LetterListing("orders-dlq", await _bench.SelectAsync(new LetterFilter { Limit = 6 }), Given.Now);
        var held = new LetterListing("orders-dlq", Selection.None with { HeldElsewhere = 2 }, Given.Now);

        Assert.Contains("\"count\":3", limited.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"complete\":false", limited.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"complete\":true", whole.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"complete\":false", held.ToJson(), StringComparison.Ordinal);
        using var text = new StringWriter();
        limited.WriteTo(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No }));
        Assert.Contains("At least 3 on orders-dlq", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("use a higher --limit", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_leaves_every_message_as_visible_as_before()
    {
        for (var i = 0; i < 95; i++)
        {
            _bench.Put();
        }

        var selection = await _bench.SelectAsync(new LetterFilter());

        Assert.Equal((95, true), (selection.Letters.Count, selection.IsComplete));
        Assert.Equal(95, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Theory]
    [InlineData("tpye", "No message has the reason tpye. The reasons there are range, type.")]
    [InlineData("type", null)]
    [InlineData(null, null)]
    public async Task A_reason_that_no_message_has_is_named_with_those_that_there_are(string? asked, string? note)
    {
        _bench.Put();
        _bench.Put(code: ErrorCodes.Range);

        Assert.Equal(note, (await _bench.SelectAsync(new LetterFilter { Reason = asked })).ReasonNote);
    }

    [Fact]
    public async Task An_empty_queue_has_no_reason_to_name() => Assert.Null((await _bench.SelectAsync(new LetterFilter { Reason = "tpye" })).ReasonNote);

    [Theory]
    [InlineData(true, 1, 0)]
    [InlineData(false, 0, 1)]
    public async Task A_clock_behind_that_of_SQS_hides_no_message_from_those_who_only_look(bool includesLater, int shown, int later)
    {
        _bench.Put(age: TimeSpan.FromMinutes(-3));

        var selection = await _bench.SelectAsync(new LetterFilter { IncludesLater = includesLater });

        Assert.Equal((shown, later), (selection.Letters.Count, selection.Later.Count));
    }

    [Fact]
    public async Task What_is_looked_at_is_hidden_until_it_is_given_back_and_stays_so_beyond_its_lease()
    {
        _bench.Put();
        await using (var hold = _bench.NewHold())
        {
            await Selection.TakeAsync(hold, new LetterFilter(), _bench.Time.GetUtcNow(), static _ => { }, Given.Token);
            Assert.Empty(_bench.Sqs.VisibleOn(Given.DeadLetterQueue));

            // A renewal every third of the lease.
            for (var step = 0; step < 10; step++)
            {
                _bench.Time.Advance(TimeSpan.FromSeconds(20));
                Assert.True(SpinWait.SpinUntil(
                    () => _bench.Sqs.On(Given.DeadLetterQueue)[0].VisibleFrom >= _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10)));
            }
        }

        Assert.Single(_bench.Sqs.VisibleOn(Given.DeadLetterQueue));
    }

    [Fact]
    public async Task What_another_reader_has_received_is_counted_and_what_is_held_here_is_not()
    {
        for (var i = 0; i < 5; i++)
        {
            _bench.Put();
        }

        await using var other = _bench.NewHold();
        await Selection.TakeAsync(other, new LetterFilter { Limit = 1 }, _bench.Time.GetUtcNow(), static _ => { }, Given.Token);
        var taken = 5 - _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count;
        _bench.Put();
        await using var hold = _bench.NewHold();
        await Selection.TakeAsync(hold, new LetterFilter(), _bench.Time.GetUtcNow(), static _ => { }, Given.Token);

        Assert.InRange(taken, 1, 5);
        Assert.Equal(taken, (await hold.CountOthersAsync(Given.Token)).HeldElsewhere);
    }

    [Fact]
    public async Task A_look_that_is_broken_off_gives_back_what_it_had()
    {
        for (var i = 0; i < 50; i++)
        {
            _bench.Put();
        }

        using var stop = new CancellationTokenSource();
        var receives = 0;
        _bench.Sqs.OnReceive = () => { if (Interlocked.Increment(ref receives) == 3) { stop.Cancel(); } };
        var hold = _bench.NewHold();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Selection.TakeAsync(hold, new LetterFilter(), _bench.Time.GetUtcNow(), static _ => { }, stop.Token));
        Assert.NotEqual(50, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
        await hold.DisposeAsync();

        Assert.Equal(50, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Fact]
    public async Task A_receive_without_an_answer_may_have_hidden_messages_so_the_selection_is_not_complete()
    {
        _bench.Put();
        var receives = 0;
        _bench.Sqs.OnReceive = () =>
        {
            if (Interlocked.Increment(ref receives) == 1)
            {
                throw new HttpRequestException("timed out");
            }
        };

        var selection = await _bench.SelectAsync(new LetterFilter());

        Assert.Equal((1, false), (selection.Letters.Count, selection.IsComplete));
    }

    [Fact]
    public async Task A_queue_with_too_many_messages_in_flight_is_not_read_to_its_end()
    {
        for (var i = 0; i < 30; i++)
        {
            _bench.Put();
        }

        var receives = 0;
        _bench.Sqs.OnReceive = () =>
        {
            if (Interlocked.Increment(ref receives) > 2)
            {
                throw Faults.Sqs("OverLimit", 403);
            }
        };

        var selection = await _bench.SelectAsync(new LetterFilter());

        Assert.Equal((20, false), (selection.Letters.Count, selection.IsComplete));
        Assert.Equal(30, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Fact]
    public async Task Groups_name_code_field_and_rule_with_their_ages()
    {
        var oldest = _bench.Put(age: TimeSpan.FromHours(3));
        _bench.Put(age: TimeSpan.FromMinutes(5));
        _bench.Put(code: "required", field: "item", age: TimeSpan.FromHours(1));
        _bench.Sqs.Put(Given.DeadLetterQueue, "moved by SQS");

        var groups = LetterGroup.Of((await _bench.SelectAsync(new LetterFilter())).Letters);

        Assert.Equal(
            [("type", "quantity", 2), ("none", "", 1), ("required", "item", 1)], groups.Select(static group => (group.Code, group.Field, group.Count)));
        Assert.Equal(("quantity must keep its rule", oldest), (groups[0].Rule, groups[0].Example));
        var now = _bench.Time.GetUtcNow();
        Assert.Equal((TimeSpan.FromHours(3), TimeSpan.FromMinutes(5)), (now - groups[0].Oldest, now - groups[0].Newest));
    }

    [Fact]
    public async Task Each_filter_takes_what_it_names_and_nothing_else()
    {
        var old = _bench.Put("""{"item":"kettle","quantity":"2"}""", age: TimeSpan.FromHours(3));
        var young = _bench.Put(
            """{"item":"mug","quantity":0}""", "range", attributes: new() { ["shop"] = LetterBench.Text("north") }, age: TimeSpan.FromMinutes(5));
        var moved = _bench.Sqs.Put(Given.DeadLetterQueue, "no JSON");

        async Task<IEnumerable<string>> IdsAsync(LetterFilter filter) => (await _bench.SelectAsync(filter)).Letters.Select(static letter => letter.Id);
        LetterFilter Where(string expression) => new() { Where = WhereExpression.Parse(expression) };

        Assert.Equal([old], await IdsAsync(new() { Reason = "type" }));
        Assert.Equal([moved], await IdsAsync(new() { Reason = LetterReason.None }));
        Assert.Equal([old, young], await IdsAsync(new() { Field = "quantity" }));
        Assert.Equal([old], await IdsAsync(new() { OlderThan = TimeSpan.FromHours(1) }));
        Assert.Equal([young, moved], await IdsAsync(new() { NewerThan = TimeSpan.FromHours(1) }));
        Assert.Equal([young], await IdsAsync(new() { Id = young }));
        Assert.Equal([old], await IdsAsync(new() { Field = "quantity", OlderThan = TimeSpan.FromHours(1) }));
        Assert.Equal([young], await IdsAsync(Where("body.item == 'mug'")));
        Assert.Equal([young], await IdsAsync(Where("attributes.shop == 'north'")));
        Assert.Equal([old], await IdsAsync(Where("reason.code == 'type'")));
        Assert.Equal([moved], await IdsAsync(Where("body == 'no JSON'")));
        Assert.Single(await IdsAsync(new() { Limit = 1 }));
    }

    [Fact]
    public async Task The_beginning_of_an_id_must_fit_one_message()
    {
        _bench.Put();
        _bench.Put();

        var refusal = await Assert.ThrowsAsync<CommandException>(() => _bench.SelectAsync(new LetterFilter { Id = "00000000" }));

        Assert.Equal(("--id 00000000 matches 2 messages: give more characters.", ExitCodes.Usage), (refusal.Message, refusal.ExitCode));
        Assert.Equal(2, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_id_is_refused_and_does_not_mean_every_message(string id) => Assert.Throws<ArgumentException>(() => new LetterFilter { Id = id });

    [Theory]
    [InlineData("body.[")]
    [InlineData("unknown_function(body) == ")]
    public void What_is_no_expression_is_refused(string expression) =>
        Assert.StartsWith("--where must be", Assert.Throws<CommandException>(() => WhereExpression.Parse(expression)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("2h", 7200)]
    [InlineData("3d", 259_200)]
    [InlineData("3", null)]
    [InlineData("-3d", null)]
    [InlineData("2147483647d", null)]
    [InlineData("", null)]
    public void Ages_are_a_whole_number_and_a_unit(string text, int? seconds) =>
        Assert.Equal(seconds is { } value ? TimeSpan.FromSeconds(value) : null, Age.Parse(text));
}

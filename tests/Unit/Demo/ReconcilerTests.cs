using System.Text;
using Microsoft.AspNetCore.Http;
using Orders.Cli.Options;
using Orders.Dev.Demo;
using Orders.Local.Proxies;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.Settings;
using Orders.Storage;
using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.Demo;

/// <summary>How the accounts of a disturbed run are settled: what was sent twice by a retry is no double, and nothing passes for it that is one.</summary>
public sealed class ReconcilerTests
{
    static readonly IReadOnlyList<ConsumerSettings> Consumers = PipelineSettings.Load(Repository.Find().Settings).Consumers;
    static readonly Order Won = Given.Order();
    static readonly Order Other = Given.Order(content: Given.Content(quantity: 3));

    readonly Ledger _ledger = new();
    readonly Dictionary<OrderId, Order> _rows = [];
    readonly Dictionary<OrderId, RejectedOrder> _rejected = [];
    readonly Dictionary<string, string> _sent = [];
    readonly List<FoundLetter> _letters = [];

    [Fact]
    public void An_order_that_was_promised_must_be_there()
    {
        _ledger.Accept(Won.Id, Won.Content);
        Assert.Equal((1, 0, 0), Settle());
        _rows[Won.Id] = Won;
        Assert.Equal((0, 0, 0), Settle());
        _rows[Won.Id] = Other;
        Assert.Equal(1, Settle().Lost);
    }

    [Fact]
    public void An_order_whose_first_answer_was_lost_is_promised_by_the_replay()
    {
        _rows[Won.Id] = Won;
        Assert.Equal((0, 1, 0), Settle());
        _ledger.Replay(Won.Id, Won.Content);
        Assert.Equal((0, 0, 0), Settle());
    }

    [Fact]
    public void Each_message_that_lost_its_key_must_be_a_dead_letter_and_no_other()
    {
        Place(Won);
        // One promise that stands on the queue twice, since the answer to the first send was lost.
        _ledger.Accept(Other.Id, Other.Content);
        (_sent["b1"], _sent["b2"]) = (OrderMessageWriter.Place(Other), OrderMessageWriter.Place(Other));
        Assert.Equal((2, 0, 0), Settle());

        _letters.Add(Conflict("b1"));
        Assert.Equal((1, 0, 0), Settle());
        _letters.Add(Conflict("b2"));
        Assert.Equal((0, 0, 0), Settle());

        // Put away once more, since the answer to the first time was lost.
        _letters.Add(Conflict("b2"));
        Assert.Equal((0, 0, 0), Settle());
        _letters.Add(Conflict("b3"));
        Assert.Equal((0, 1, 0), Settle());
    }

    [Fact]
    public void A_conflict_that_the_API_refused_may_stand_on_the_queue_all_the_same()
    {
        Place(Won);
        _sent["b1"] = OrderMessageWriter.Place(Other);
        _letters.Add(Conflict("b1"));
        Assert.Equal((0, 0, 0), Settle());
    }

    [Theory]
    [InlineData(ErrorCodes.RetriesExhausted)]
    [InlineData("")]
    public void What_was_given_up_after_its_last_delivery_is_a_dead_letter_and_not_lost(string code)
    {
        _ledger.Accept(Won.Id, Won.Content);
        _sent["a"] = OrderMessageWriter.Place(Won);
        _letters.Add(new FoundLetter(_sent["a"], code, "body", "a"));
        Assert.Equal((0, 0, 0), Settle());
    }

    [Fact]
    public void A_move_that_was_given_up_explains_where_its_order_stands_and_the_moves_behind_it()
    {
        Place(Won);
        _ledger.Change(Won.Id, OrderStatus.Completed, 3);
        Assert.Equal(1, Settle().Lost);

        _letters.Add(new FoundLetter(OrderMessageWriter.Change(new ChangeStatus(Won.Id, OrderStatus.Completed)), ErrorCodes.IllegalTransition, "status", "c2"));
        Assert.Equal((1, 1), (Settle().Lost, Settle().Doubled));
        _letters.Add(new FoundLetter(OrderMessageWriter.Change(new ChangeStatus(Won.Id, OrderStatus.Processing)), ErrorCodes.RetriesExhausted, "body", "c1"));
        Assert.Equal((0, 0, 0), Settle());
    }

    [Fact]
    public void A_rejected_placement_is_recorded_and_a_record_has_its_letter()
    {
        Place(Won);
        _sent["b"] = OrderMessageWriter.Place(Other);
        _letters.Add(ConflictOf("b"));
        Assert.Equal((1, 0, 0), Settle());
        Reject(Won);
        Assert.Equal((0, 0, 0), Settle());
        Reject(Given.Order("key-2"));
        Assert.Equal((0, 1, 0), Settle());
    }

    [Fact]
    public void An_order_without_a_key_and_without_an_answer_may_be_there_once()
    {
        var send = new PlannedSend(Channel.Http, "{}") { Content = Given.Content() };
        _ledger.Unanswered(send, "503");
        Assert.Equal((0, 0, 0), Settle());
        _rows[Won.Id] = Won with { IdempotencyKey = null };
        Assert.Equal((0, 0, 0), Settle());
        var again = Given.Order("key-2");
        _rows[again.Id] = again with { IdempotencyKey = null };
        Assert.Equal((0, 1, 0), Settle());
        Assert.Empty(_ledger.Problems);
    }

    [Theory]
    [InlineData("1 2 3", 0, 0, 0)]
    [InlineData("1 3", 1, 0, 0)]
    [InlineData("", 3, 0, 0)]
    [InlineData("1 2 2 3", 0, 1, 0)]
    [InlineData("1 2 3 4", 0, 1, 0)]
    [InlineData("2 1 3", 0, 0, 1)]
    [InlineData("3 2 1", 0, 0, 2)]
    public void A_consumer_gets_the_event_of_each_version_once_and_in_order(string came, int lost, int doubled, int outOfOrder)
    {
        PlaceAndComplete();

        Assert.All(Consumers, consumer => Assert.Equal((lost, doubled, outOfOrder), Settle(broken: null, Reader(consumer, came))));
    }

    [Theory]
    [InlineData("2 3 1", 0)]
    [InlineData("1 3 2", 1)]
    [InlineData("3 1 2", 1)]
    public async Task Only_what_the_broken_queue_refused_may_be_late_and_only_there(string came, int outOfOrder)
    {
        PlaceAndComplete();
        var broken = new BrokenConsumer(Consumers[0]);
        broken.Break();
        Assert.True(await IsRefusedAsync(broken, Consumers[0].Queue, sequence: 1));
        Assert.False(await IsRefusedAsync(broken, Consumers[1].Queue, sequence: 2));
        broken.Repair();
        Assert.False(await IsRefusedAsync(broken, Consumers[0].Queue, sequence: 3));

        Assert.Equal((0, 0, outOfOrder), Settle(broken, Reader(Consumers[0], came)));
        Assert.Equal((0, 0, 1), Settle(broken, Reader(Consumers[1], came)));
    }

    void PlaceAndComplete()
    {
        Place(Won);
        _ledger.Change(Won.Id, OrderStatus.Completed, 3);
        _rows[Won.Id] = Won.After(OrderStatus.Processing, OrderStatus.Completed);
    }

    static ConsumerReader Reader(ConsumerSettings consumer, string came)
    {
        using var sqs = new FakeSqs();
        var reader = new ConsumerReader(sqs, consumer, "queue");
        reader.Sequences[Won.Id] = [.. came.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        return reader;
    }

    static async Task<bool> IsRefusedAsync(BrokenConsumer broken, string queue, int sequence)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["X-Amz-Target"] = "AmazonSQS.SendMessage";
        var call = new ProxiedCall(http, Encoding.UTF8.GetBytes($$$"""{"QueueUrl":"http://sqs.test/0/{{{queue}}}","MessageBody":"{\"subject\":\"{{{Won.Id}}}\",\"sequence\":\"{{{sequence}}}\"}"}"""));
        await broken.InvokeAsync(call, static () => Task.CompletedTask);
        return call.Answer is not null;
    }

    void Place(Order order)
    {
        _ledger.Accept(order.Id, order.Content);
        _rows[order.Id] = order;
    }

    FoundLetter Conflict(string messageId)
    {
        Reject(Won);
        return ConflictOf(messageId);
    }

    void Reject(Order order) => _rejected[order.Id] = new RejectedOrder(
        new PlacementIdentity(order.Id, order.Owner, order.IdempotencyKey), new FieldError("idempotency_key", ErrorCodes.KeyConflict, "was used before with other content"), Given.Now);

    FoundLetter ConflictOf(string messageId) => new(_sent.GetValueOrDefault(messageId, OrderMessageWriter.Place(Other)), ErrorCodes.KeyConflict, "idempotency_key", messageId);

    (int Lost, int Doubled, int OutOfOrder) Settle(BrokenConsumer? broken = null, params IReadOnlyList<ConsumerReader> consumers) =>
        new Reconciler(_ledger, _sent, broken).Settle(_rows, _rejected, _letters, consumers);
}

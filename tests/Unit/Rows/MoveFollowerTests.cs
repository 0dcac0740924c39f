using Orders.Messages;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Orders;
using Orders.Queues;
using Orders.Resilience;
using Orders.Storage;
using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.Rows;

public sealed class MoveFollowerTests : IDisposable
{
    private const string MessageId = "message-1";

    private static readonly Order Placed = Given.Order();
    private static readonly StatusMove Move = new(Placed, new ChangeStatus(Placed.Id, OrderStatus.Processing));

    private readonly InstantTime _time = new(Given.Now);
    private readonly FakeDynamoDb _table = new();
    private readonly FakeQueues _queues;

    public MoveFollowerTests()
    {
        _queues = new FakeQueues(_time);
        _table.Add(Placed);
    }

    [Fact]
    public async Task It_ends_when_the_row_shows_the_change_and_no_dead_letter_was_looked_at()
    {
        _queues.OnReceive = static () => Assert.Fail("A look at the queue.");
        _table.FailBefore = (_, call) =>
        {
            if (call == 3)
            {
                _table.Add(Placed.After(OrderStatus.Processing));
            }

            return null;
        };

        Assert.Equal(OrderStatus.Processing, (await FollowAsync()).Order?.Status);
    }

    [Fact]
    public async Task It_ends_when_the_change_was_made_and_the_order_has_gone_on()
    {
        _table.Add(Placed.After(OrderStatus.Processing, OrderStatus.Completed));

        Assert.Equal(OrderStatus.Completed, (await FollowAsync()).Order?.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_ends_when_the_message_is_dead(bool byThePipeline)
    {
        // A stranger's letter about the same order is not this message.
        PutLetter("another");
        if (byThePipeline)
        {
            PutLetter(MessageId);
        }

        var moved = _queues.Put(Given.DeadLetterQueue, "moved by SQS itself, with its id");

        var letter = (await FollowAsync(byThePipeline ? MessageId : moved)).Letter;
        Assert.Equal(byThePipeline ? MessageId : "", letter?.Reason.OriginalMessageId);
        Assert.Equal(_queues.On(Given.DeadLetterQueue).Count, _queues.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Fact]
    public async Task It_ends_when_its_patience_does()
    {
        var outcome = await FollowAsync();

        Assert.Equal(default, outcome);
        // On this clock a look takes the ten seconds after which it would renew what it has hidden.
        Assert.InRange((_time.GetUtcNow() - Given.Now).TotalSeconds, 60, 72);
    }

    [Fact]
    public async Task Somebody_elses_move_is_not_this_one()
    {
        _table.Add(Placed.After(OrderStatus.Cancelled));

        Assert.Equal(default, await FollowAsync());
    }

    public void Dispose()
    {
        _table.Dispose();
        _queues.Dispose();
    }

    private void PutLetter(string originalId)
    {
        var message = new IncomingMessage { MessageId = originalId, ReceiptHandle = "r", Body = Move.Message.Body };
        var letter = DeadLetter.Of(message, new FieldError("status", ErrorCodes.IllegalTransition, "must not"), _time.GetUtcNow(), "request");
        _queues.Put(Given.DeadLetterQueue, letter.Body, new(letter.Attributes));
    }

    private Task<MoveOutcome> FollowAsync(string messageId = MessageId)
    {
        var pipelines = new AwsPipelines(_time, static () => 0.5);
        return new MoveFollower(new OrderReader(_table, pipelines.DynamoDb, Given.Table), new LetterQueue(_queues, pipelines.Sqs, Given.DeadLetterQueue), _time)
            .FollowAsync(Move, messageId, TimeSpan.FromMinutes(1), Given.Token);
    }
}

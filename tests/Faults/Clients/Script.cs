using Orders.Model;
using Orders.Tests.Faults.Functions;
using Orders.Tests.Faults.Services;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Clients;

/// <summary>Draws what the outside does in a run: few owners, keys and contents, so that they meet.</summary>
internal sealed class Script(Dice dice)
{
    private static readonly string[] Callers = ["ada", "grace"];
    private static readonly string[] Sources = ["pos-7", "pos-8"];
    private static readonly string[] Keys = ["k1", "k2", "k3", "k4", "k5"];
    private static readonly Content[] Contents = [new("kettle", 1), new("lamp", 2)];

    // PENDING, to which nothing returns, among them.
    private static readonly OrderStatus[] Moves = [OrderStatus.Processing, OrderStatus.Processing, OrderStatus.Completed, OrderStatus.Cancelled, OrderStatus.Pending];

    private static readonly (string Body, string Field, string Code)[] InvalidOrders =
    [
        ("""{"item":"kettle","quantity":"2","idempotency_key":"bad"}""", "quantity", "type"),
        ("""{"item":"kettle","quantity":0,"idempotency_key":"bad"}""", "quantity", "range"),
        ("""{"quantity":1,"idempotency_key":"bad"}""", "item", "required"),
        ("""{"item":"kettle","quantity":1,"colour":"red","idempotency_key":"bad"}""", "colour", "unknown_field"),
        ("""{"item":"kettle","item":"lamp","quantity":1,"idempotency_key":"bad"}""", "item", "duplicate_field"),
        ("""{"item":"kettle","quantity":1""", "body", "malformed_json"),
    ];

    // Up to five minutes ahead is accepted; a message is queued a little later than its time is taken.
    private static readonly TimeSpan[] Clocks = [TimeSpan.FromMinutes(-4), TimeSpan.Zero, TimeSpan.FromHours(2), TimeSpan.FromDays(3)];

    private static readonly string[] QueueCodes = ["AWS.SimpleQueueService.NonExistentQueue", "KMS.DisabledException", SqsErrors.Unavailable];

    private readonly List<Step> _steps = [];

    public IReadOnlyList<Step> Draw()
    {
        var span = dice.Below(4) == 0 ? TimeSpan.FromHours(3) : TimeSpan.FromMinutes(1);
        for (var i = 4 + dice.Below(12); i > 0; i--)
        {
            DrawOne(dice.Between(TimeSpan.Zero, span));
        }

        switch (dice.Below(16))
        {
            case 0:
                Add(new TakeDynamoDbAway(dice.Between(TimeSpan.Zero, span / 2), TimeSpan.FromHours(4)));
                break;
            case 1:
                Add(new SendPoison(dice.Between(TimeSpan.Zero, span), Sources[0], "poison"));
                break;
            case 2 or 3:
                BreakConsumer(span);
                break;
        }

        if (dice.Below(4) == 0)
        {
            Add(new ErasePersonalData(dice.Between(TimeSpan.Zero, span)));
        }

        return [.. _steps.OrderBy(static step => step.At)];
    }

    private void DrawOne(TimeSpan at)
    {
        switch (dice.Below(20))
        {
            case < 6:
                var caller = dice.Of(Callers);
                var count = dice.Below(3) == 0 ? 1 + dice.Below(12) : 1;
                Add(new PlaceOverHttp(at, caller, [.. Enumerable.Range(0, count).Select(_ => DrawPlacement(keyless: dice.Below(6) == 0))]));
                break;
            case < 11:
                var order = DrawPlacement(keyless: false);
                var source = dice.Of(Sources);
                Add(new PlaceOnQueue(at, source, order, dice.Below(3) == 0 ? dice.Of(Clocks) : null));
                FollowUp(at, source, order.Key!);
                break;
            case < 14:
                Add(DrawMove(at));
                break;
            case 14:
                Add(new MoveOnQueue(at, dice.Of(Sources), dice.Of(Keys), dice.Of(Moves), ExpectedVersion()));
                break;
            case 15:
                Add(new Read(at, dice.Of(Callers), dice.Of(Callers), dice.Of(Keys)));
                break;
            case 16:
                var (body, field, code) = dice.Of(InvalidOrders);
                Add(new SendInvalid(at, body, field, code, OverHttp: dice.Below(2) == 0));
                break;
            case 17:
                Add(new Expire(at));
                break;
            case 18:
                Add(new WriteJunkRow(at, $"junk-{dice.Below(2)}", IsLarge: dice.Below(2) == 0));
                break;
            default:
                Add(new Redrive(at));
                break;
        }
    }

    // An order that is placed is often worked on at once, and the queue may deliver its changes in any order.
    private void FollowUp(TimeSpan at, string source, string key)
    {
        if (dice.Below(3) == 0)
        {
            var versioned = dice.Below(2) == 0;
            Add(new MoveOnQueue(at, source, key, OrderStatus.Processing, versioned ? 1 : null));
            Add(new MoveOnQueue(at, source, key, OrderStatus.Completed, versioned ? 2 : null));
            return;
        }

        while (dice.Below(2) == 0)
        {
            at += dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Add(new MoveOnQueue(at, source, key, dice.Of(Moves), ExpectedVersion()));
        }
    }

    // Half of the time nobody repairs it while events flow.
    private void BreakConsumer(TimeSpan span)
    {
        var at = dice.Between(TimeSpan.Zero, span / 2);
        Add(new BreakConsumer(at, dice.Of(Pipeline.ConsumerNames), dice.Of(QueueCodes)));
        if (dice.Below(2) == 0)
        {
            at += dice.Between(TimeSpan.Zero, span / 2);
            Add(new RepairConsumers(at));
            Add(new ReplayQuarantined(at + dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(1))));
        }
    }

    private int? ExpectedVersion() => dice.Below(3) == 0 ? 1 + dice.Below(2) : null;

    private Placement DrawPlacement(bool keyless) => new(keyless ? null : dice.Of(Keys), dice.Below(4) == 0 ? Contents[1] : Contents[0]);

    private MoveOverHttp DrawMove(TimeSpan at)
    {
        var owner = dice.Of(Callers);
        var caller = dice.Below(5) == 0 ? dice.Of(Callers) : owner;
        var byDelete = dice.Below(4) == 0;
        return new MoveOverHttp(at, caller, owner, dice.Of(Keys), byDelete ? OrderStatus.Cancelled : dice.Of(Moves), byDelete);
    }

    private void Add(Step step) => _steps.Add(step);
}

using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Model;
using Orders.Tests.Faults.Functions;
using Orders.Tests.Faults.Services;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Clients;

/// <summary>An order that somebody was told is placed.</summary>
internal sealed record PlacePromise(string Owner, string? Key, string OrderId, Content Content);

/// <summary>A move that somebody was told is on its way.</summary>
internal sealed record MovePromise(string OrderId, OrderStatus To);

/// <summary>An order that was refused because its key stands for another.</summary>
internal sealed record ConflictAnswer(string OrderId, Content Content);

/// <summary>Everybody outside of the pipeline: does the steps, and keeps what it was told.</summary>
internal sealed class Outside(Universe universe, Pipeline pipeline)
{
    private const int Attempts = 12;

    /// <summary>The attribute that every sender's message has; it must still be there on a dead letter.</summary>
    public const string SenderAttribute = "channel";

    public List<PlacePromise> Placed { get; } = [];

    public List<MovePromise> Moved { get; } = [];

    public List<ConflictAnswer> Conflicts { get; } = [];

    /// <summary>Messages that break a rule, by their id.</summary>
    public List<(string MessageId, SendInvalid Step)> InvalidMessages { get; } = [];

    /// <summary>How many orders without a key were asked for.</summary>
    public int WithoutKey { get; private set; }

    /// <summary>The consumers whose queues were broken.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Whether the sweep was started.</summary>
    public bool Expired { get; private set; }

    public static string OwnerOf(string caller) => $"jwt:{HttpEvents.Issuer}#{caller}";

    public void Do(IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
        {
            universe.After(step.At, () => Do(step));
        }
    }

    private void Do(Step step)
    {
        universe.Note("outside", () => step.ToString());
        switch (step)
        {
            case PlaceOverHttp place:
                PlaceOverHttp(place);
                break;
            case PlaceOnQueue(_, var source, var order, var clockBehind):
                var placedAt = clockBehind is { } behind ? $",\"placed_at\":\"{Timestamp.Format(universe.Now - behind)}\"" : "";
                for (var sends = universe.Dice.Below(5) == 0 ? 2 : 1; sends > 0; sends--)
                {
                    Queue($$"""{"idempotency_key":"{{order.Key}}",{{order.Content.ToJson()}},"source":"{{source}}"{{placedAt}}}""");
                }

                break;
            case MoveOverHttp move:
                MoveOverHttp(move);
                break;
            case MoveOnQueue(_, var scope, var key, var to, var version):
                Queue($$"""{"type":"order.change_status","order_id":"{{OrderId.FromKey(scope, key)}}","status":"{{to.ToWire()}}"{{(version is null ? "" : $",\"expected_version\":{version}")}}}""");
                break;
            case Read read:
                Get(read);
                break;
            case SendInvalid { OverHttp: true } invalid:
                SendOverHttp(invalid);
                break;
            case SendInvalid invalid:
                InvalidMessages.Add((Queue(invalid.Body), invalid));
                break;
            case Expire:
                Expired = true;
                Queue("""{"type":"order.expire_pending","older_than_hours":1}""");
                break;
            case WriteJunkRow(_, var key, var isLarge):
                var note = universe.Dice.Id() + (isLarge ? new string('x', Pipeline.EventsDeadLetterBytes) : "");
                pipeline.Table.Write(key, new Row([new("order_id", new(key)), new("note", new(note))]));
                break;
            case TakeDynamoDbAway(_, var span):
                universe.TakeAway(DynamoDbErrors.Instance.Name, span);
                break;
            case SendPoison(_, var source, var key):
                Queue($$"""{"idempotency_key":"{{key}}",{{new Content(SendPoison.Item, 1).ToJson()}},"source":"{{source}}"}""");
                break;
            case BreakConsumer(_, var name, var code):
                Broken.Add(name);
                pipeline.QueueOf(pipeline.Consumers.First(consumer => consumer.Name == name)).Refusal = code;
                break;
            case RepairConsumers:
                pipeline.RepairConsumers();
                break;
            case ReplayQuarantined:
                pipeline.ReplayQuarantined();
                break;
            case ErasePersonalData:
                pipeline.ErasePersonalData();
                break;
            case Redrive:
                RedriveAll();
                break;
            default:
                throw new NotSupportedException(step.ToString());
        }
    }

    private string Queue(string body) => pipeline.OrdersQueue.Send(
        body, new Dictionary<string, MessageAttributeValue> { [SenderAttribute] = new() { DataType = "String", StringValue = "till" } });

    private void PlaceOverHttp(PlaceOverHttp place)
    {
        WithoutKey += place.Orders.Count(static order => order.Key is null);
        var bodies = place.Orders.Select(static order =>
            $$"""{{{order.Content.ToJson()}}{{(order.Key is null ? "" : $",\"idempotency_key\":\"{order.Key}\"")}}}""");
        var isArray = place.Orders.Count > 1;
        var body = isArray ? $"[{string.Join(',', bodies)}]" : bodies.Single();
        // Without a key a client cannot know whether a second try makes a second order, so it has none.
        var attempts = place.Orders.All(static order => order.Key is not null) ? Attempts : 1;
        Request(HttpEvents.Of(place.Caller, "POST", "/orders", body), attempts, (status, answer) =>
        {
            if (isArray && status == 200)
            {
                var results = answer.GetProperty("results").EnumerateArray().ToList();
                for (var i = 0; i < results.Count; i++)
                {
                    Note(place, place.Orders[i], results[i]);
                }
            }
            else if (!isArray && status is 200 or 422)
            {
                Note(place, place.Orders[0], answer);
            }
            else
            {
                universe.Violate("G7", $"a valid order was answered {status}");
            }
        });
    }

    private void Note(PlaceOverHttp request, Placement order, JsonElement result)
    {
        if (result.TryGetProperty("order_id", out var id))
        {
            Placed.Add(new PlacePromise(OwnerOf(request.Caller), order.Key, id.GetString()!, order.Content));
        }
        else if (order.Key is not null && result.GetRawText().Contains("key_conflict", StringComparison.Ordinal))
        {
            // Of two orders of one array with the same key the second is refused, whatever becomes of the first.
            if (request.Orders.Count(other => other.Key == order.Key) > 1)
            {
                return;
            }

            Conflicts.Add(new ConflictAnswer(OrderId.FromKey(OwnerOf(request.Caller), order.Key).ToString(), order.Content));
        }
        else if (!result.GetRawText().Contains("unavailable", StringComparison.Ordinal))
        {
            universe.Violate("G7", $"a valid order was refused: {result.GetRawText()}");
        }
    }

    private void MoveOverHttp(MoveOverHttp move)
    {
        var id = OrderId.FromKey(OwnerOf(move.Owner), move.Key).ToString();
        var request = move.ByDelete
            ? HttpEvents.Of(move.Caller, "DELETE", $"/orders/{id}", null)
            : HttpEvents.Of(move.Caller, "PUT", $"/orders/{id}", $$"""{"status":"{{move.To.ToWire()}}"}""");
        Request(request, Attempts, (status, _) =>
        {
            if (status == 202)
            {
                Moved.Add(new MovePromise(id, move.To));
            }

            if (move.Caller != move.Owner && status != 404)
            {
                universe.Violate("G2", $"{move.Caller} was answered {status} for an order of {move.Owner}");
            }
            else if (status is not (200 or 202 or 404 or 409))
            {
                universe.Violate("G7", $"a move was answered {status}");
            }
        });
    }

    private void Get(Read read)
    {
        var id = OrderId.FromKey(OwnerOf(read.Owner), read.Key).ToString();
        Request(HttpEvents.Of(read.Caller, "GET", $"/orders/{id}", null), attempts: 1, (status, _) =>
        {
            if (status is not (200 or 404) || (read.Caller != read.Owner && status != 404))
            {
                universe.Violate("G2", $"{read.Caller} was answered {status} for an order of {read.Owner}");
            }
        });
    }

    private void SendOverHttp(SendInvalid invalid) => Request(HttpEvents.Of("ada", "POST", "/orders", invalid.Body), attempts: 1, (status, answer) =>
    {
        var isNamed = status == 400 && answer.GetProperty("details").EnumerateArray().Any(detail =>
            detail.GetProperty("field").GetString() == invalid.Field && detail.GetProperty("code").GetString() == invalid.Code);
        if (!isNamed)
        {
            universe.Violate("G7", $"{invalid.Body} was answered {status} {answer.GetRawText()}");
        }
    });

    /// <summary>Makes a request, and again where it was not answered or was answered 5xx.</summary>
    private void Request(string httpEvent, int attempts, Action<int, JsonElement> answered) => pipeline.Request(httpEvent, response =>
    {
        var (status, body) = HttpEvents.Read(response);
        universe.Note("outside", () => $"is answered {status} {body}");
        // The way back from the API may break, too.
        if (status is 0 or >= 500 || universe.Dice.Hits(universe.Rates.FailAfter))
        {
            if (attempts > 1)
            {
                universe.Between(500, 20_000, () => Request(httpEvent, attempts - 1, answered));
            }

            return;
        }

        answered(status, body);
    });

    /// <summary>Sends all dead letters back, and deletes what was accepted; where that breaks off, they are there twice.</summary>
    private void RedriveAll()
    {
        foreach (var message in pipeline.DeadLetters.Messages.ToList())
        {
            if (universe.Dice.Hits(universe.Rates.FailBefore))
            {
                continue;
            }

            pipeline.OrdersQueue.Send(message.Body, message.Attributes.Where(static pair => pair.Key != "dead_letter").ToDictionary(), message.GroupId);
            if (!universe.Dice.Hits(universe.Rates.FailAfter))
            {
                pipeline.DeadLetters.Remove(message);
            }
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using CsCheck;
using Orders.Events;
using Orders.Model;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Events;

public sealed class EventTests
{
    const string Source = "/orders";

    static readonly Dictionary<string, OrderEvent> Kinds = new()
    {
        ["placed"] = OrderEvent.FromChange(null, Samples.Placed, byTimeToLive: false, Samples.PlacedAt)!,
        ["status-changed"] = OrderEvent.FromChange(Samples.Processing, Samples.Cancelled, byTimeToLive: false, Samples.PlacedAt)!,
        ["removed"] = OrderEvent.FromChange(Samples.Cancelled, null, byTimeToLive: true, Samples.PlacedAt.AddDays(30))!,
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Fact]
    public void The_examples_are_of_every_type() =>
        Assert.Equal(EventTypes.All, Kinds.Values.Select(static orderEvent => orderEvent.Type).ToHashSet());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_event_is_written_as_its_example(string name)
    {
        var text = OrderEventWriter.Write(Kinds[name], Source, includeCustomerEmail: false);

        Assert.Equal(Example.ReadNode($"event/{name}.json").ToJsonString(), JsonNode.Parse(text)!.ToJsonString());
        await SchemaFiles.AssertDescribesAsync("event", text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Only_a_consumer_that_is_configured_for_it_gets_the_e_mail_address(string name)
    {
        var with = OrderEventWriter.Write(Kinds[name], Source, includeCustomerEmail: true);
        var without = OrderEventWriter.Write(Kinds[name], Source, includeCustomerEmail: false);

        await SchemaFiles.AssertDescribesAsync("event", with);
        Assert.Equal("ada@example.com", (string?)JsonNode.Parse(with)!["data"]!["order"]!["customer_email"]);
        Assert.DoesNotContain("example.com", without, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_CloudEvents_library_reads_an_event(string name)
    {
        var orderEvent = Kinds[name];
        var text = OrderEventWriter.Write(orderEvent, Source, includeCustomerEmail: true);

        var read = new JsonEventFormatter().DecodeStructuredModeMessage(
            System.Text.Encoding.UTF8.GetBytes(text), new System.Net.Mime.ContentType("application/cloudevents+json"), extensionAttributes: null);

        Assert.True(read.IsValid);
        Assert.Equal(CloudEventsSpecVersion.V1_0, read.SpecVersion);
        Assert.Equal($"{orderEvent.Order.Id}:{orderEvent.Sequence}", read.Id);
        Assert.Equal((orderEvent.Type, orderEvent.Order.Id.ToString()), (read.Type, read.Subject));
        Assert.Equal((new Uri(Source, UriKind.Relative), orderEvent.Time), (read.Source, read.Time));
        Assert.Equal(orderEvent.Sequence.ToString("D10"), read["sequence"]);
        Assert.Equal(Samples.TraceParent, read["traceparent"]);
        Assert.Equal(orderEvent.Order.Status.ToWire(), Assert.IsType<JsonElement>(read.Data).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Events_that_are_made_again_from_a_row_keep_the_schema_and_the_last_one_is_the_example()
    {
        var again = PastEvents.Of(Samples.Cancelled).Select(static told => OrderEventWriter.Write(told, Source, includeCustomerEmail: false)).ToList();

        Assert.Equal([1, 2, 3], PastEvents.Of(Samples.Cancelled).Select(static told => told.Sequence));
        foreach (var text in again)
        {
            await SchemaFiles.AssertDescribesAsync("event", text);
        }

        Assert.Equal(Example.ReadNode("event/status-changed.json").ToJsonString(), JsonNode.Parse(again[^1])!.ToJsonString());
    }

    [Fact]
    public async Task Any_order_becomes_events_that_keep_their_schema()
    {
        var schema = await SchemaFiles.ReadAsync("event");

        AnyOrder.Values.Sample(
            order =>
            {
                var moved = order with { Status = OrderStatus.Processing, Version = 2, History = [new(OrderStatus.Processing, order.CreatedAt, null)] };
                foreach (var (before, after) in new (Order?, Order?)[] { (null, order), (order, moved), (moved, null) })
                {
                    var text = OrderEventWriter.Write(OrderEvent.FromChange(before, after, byTimeToLive: false, order.CreatedAt)!, Source, includeCustomerEmail: true);
                    Assert.Empty(schema.Validate(text));
                }
            },
            iter: 500,
            threads: 1);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using CsCheck;
using Orders.Events;
using Orders.Model;
using Orders.Tests.Contract.Support;
using Orders.Validation;

namespace Orders.Tests.Contract.Events;

public sealed class EventTests
{
    const string Source = "/orders";

    static readonly Dictionary<string, OrderEvent> Kinds = new()
    {
        ["placed"] = OrderEvent.FromChange(null, Samples.Placed, byTimeToLive: false, Samples.PlacedAt)!,
        ["status-changed"] = OrderEvent.FromChange(Samples.Processing, Samples.Cancelled, byTimeToLive: false, Samples.PlacedAt)!,
        ["removed"] = OrderEvent.FromChange(Samples.Cancelled, null, byTimeToLive: true, Samples.PlacedAt.AddDays(30))!,
        ["rejected"] = OrderEvent.Of(Samples.Rejected),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Fact]
    public void The_examples_are_of_every_type() =>
        Assert.Equal(EventTypes.All, Kinds.Values.Select(static orderEvent => orderEvent.Type).ToHashSet());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_event_is_written_as_its_example(string name)
    {
        var text = OrderEventWriter.Write(Kinds[name], Source, PersonalFields.None);

        Assert.Equal(Example.ReadNode($"event/{name}.json").ToJsonString(), JsonNode.Parse(text)!.ToJsonString());
        await SchemaFiles.AssertDescribesAsync("event", text);
    }

    [Theory]
    [InlineData("placed")]
    [InlineData("status-changed")]
    [InlineData("removed")]
    public async Task An_event_has_exactly_the_personal_fields_that_its_consumer_lists(string name)
    {
        foreach (var listed in (IReadOnlySet<string>[])[PersonalFields.None, PersonalFields.All, new HashSet<string> { "customer_email" }, new HashSet<string> { "metadata", "customer_name" }])
        {
            var text = OrderEventWriter.Write(Kinds[name], Source, listed);

            await SchemaFiles.AssertDescribesAsync("event", text);
            var order = JsonNode.Parse(text)!["data"]!["order"]!.AsObject();
            Assert.Equal(listed.Order(), order.Select(static member => member.Key).Where(PersonalFields.All.Contains).Order());
        }
    }

    [Fact]
    public void The_example_with_personal_fields_is_of_a_consumer_that_lists_all() => Assert.Equal(
        Example.ReadNode("event/placed-with-personal-fields.json").ToJsonString(),
        JsonNode.Parse(OrderEventWriter.Write(Kinds["placed"], Source, PersonalFields.All))!.ToJsonString());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_CloudEvents_library_reads_an_event(string name)
    {
        var orderEvent = Kinds[name];
        var text = OrderEventWriter.Write(orderEvent, Source, PersonalFields.All);

        var read = new JsonEventFormatter().DecodeStructuredModeMessage(
            System.Text.Encoding.UTF8.GetBytes(text), new System.Net.Mime.ContentType("application/cloudevents+json"), extensionAttributes: null);

        Assert.True(read.IsValid);
        Assert.Equal(CloudEventsSpecVersion.V1_0, read.SpecVersion);
        Assert.Equal($"{orderEvent.OrderId}:{orderEvent.Sequence}", read.Id);
        Assert.Equal((orderEvent.Type, orderEvent.OrderId.ToString()), (read.Type, read.Subject));
        Assert.Equal((new Uri(Source, UriKind.Relative), orderEvent.Time), (read.Source, read.Time));
        Assert.Equal(orderEvent.Sequence.ToString("D10"), read["sequence"]);
        Assert.Equal(Samples.TraceParent, read["traceparent"]);
        Assert.Equal(orderEvent.Order?.Status.ToWire() ?? "REJECTED", Assert.IsType<JsonElement>(read.Data).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_consumer_sees_no_name_that_a_sender_chose()
    {
        var told = OrderEvent.Of(Samples.Rejected with { Reason = FieldError.Unknown("Ada Lovelace", "is not a field of order.place") });

        var text = OrderEventWriter.Write(told, Source, PersonalFields.All);

        await SchemaFiles.AssertDescribesAsync("event", text);
        Assert.DoesNotContain("Ada", text, StringComparison.Ordinal);
        Assert.Equal("unknown is not a field of order.place", (string?)JsonNode.Parse(text)!["data"]!["rejection"]!["message"]);
    }

    [Fact]
    public async Task Events_that_are_made_again_from_a_row_keep_the_schema_and_the_last_one_is_the_example()
    {
        var again = PastEvents.Of(Samples.Cancelled).Select(static told => OrderEventWriter.Write(told, Source, PersonalFields.None)).ToList();

        Assert.Equal([1, 2, 3], PastEvents.Of(Samples.Cancelled).Select(static told => told.Sequence));
        foreach (var text in again)
        {
            await SchemaFiles.AssertDescribesAsync("event", text);
        }

        Assert.Equal(Example.ReadNode("event/status-changed.json").ToJsonString(), JsonNode.Parse(again[^1])!.ToJsonString());
    }

    [Fact]
    public async Task An_erased_order_s_events_have_no_personal_field_whatever_the_consumer_lists()
    {
        var later = OrderEvent.FromChange(Samples.Erased, null, byTimeToLive: true, Samples.PlacedAt.AddDays(90))!;
        foreach (var text in PastEvents.Of(Samples.Erased).Append(later).Select(static told => OrderEventWriter.Write(told, Source, PersonalFields.All)))
        {
            await SchemaFiles.AssertDescribesAsync("event", text);
            var order = JsonNode.Parse(text)!["data"]!["order"]!.AsObject();
            Assert.DoesNotContain(order.Select(static member => member.Key), PersonalFields.All.Contains);
            Assert.Equal("2026-11-24T09:15:30.250Z", (string?)order["erased_at"]);
        }
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
                    var text = OrderEventWriter.Write(OrderEvent.FromChange(before, after, byTimeToLive: false, order.CreatedAt)!, Source, PersonalFields.All);
                    Assert.Empty(schema.Validate(text));
                }
            },
            iter: 500,
            threads: 1);
    }
}

using CsCheck;
using Orders.Messages;
using Orders.Model;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Events;

public sealed class MessageWriterTests
{
    static readonly DateTimeOffset Later = Samples.PlacedAt.AddDays(1);

    [Fact]
    public async Task Any_order_becomes_a_message_that_keeps_its_schema_and_is_read_as_that_order()
    {
        var schema = await SchemaFiles.ReadAsync("place-order");

        AnyOrder.Values.Sample(
            order =>
            {
                var text = OrderMessageWriter.Place(order);
                Assert.Empty(schema.Validate(text));
                var read = Assert.IsType<PlaceOrder>(OrderMessageReader.Read(text, Later, order.TraceParent).Value).Order;
                Assert.Equal(order.ContentHash, read.ContentHash);
                // When SQS accepted it, SQS says.
                Assert.Equal(order with { Content = read.Content, History = read.History, AcceptedAt = Later }, read);
            },
            iter: 2_000,
            threads: 1);
    }

    [Fact]
    public async Task Any_change_becomes_a_message_that_keeps_its_schema_and_is_read_as_that_change()
    {
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            foreach (var change in new ChangeStatus[]
            {
                new(Samples.Placed.Id, status),
                new(Samples.Placed.Id, status, int.MaxValue, "customer changed their mind", Samples.TraceParent),
                new(Samples.Placed.Id, status, Reason: "🧩\"<>&"),
            })
            {
                var text = OrderMessageWriter.Change(change);

                await SchemaFiles.AssertDescribesAsync("change-status", text);
                Assert.Equal(change, OrderMessageReader.Read(text, Later, change.TraceParent).Value);
            }
        }
    }
}

using System.Text;
using Orders.Messages;
using Orders.Validation;

namespace Orders.Tests.Contract.Support;

/// <summary>Reads an input as the functions do, by the schema that describes it.</summary>
static class CodeReads
{
    /// <summary>What is wrong with the input; empty where it is accepted.</summary>
    public static IReadOnlyList<FieldError> Errors(string schema, string text)
    {
        switch (schema)
        {
            case "order-request" or "order-requests":
                var orders = OrderRequestReader.ReadOrders(Encoding.UTF8.GetBytes(text));
                Assert.True(!orders.IsValid || orders.Value.IsArray == (schema == "order-requests"));
                return orders.IsValid ? [.. orders.Value.Orders.SelectMany(static order => order.Errors)] : orders.Errors;
            case "status-request":
                return OrderRequestReader.ReadStatus(Encoding.UTF8.GetBytes(text)).Errors;
            default:
                var message = OrderMessageReader.Read(text, Samples.PlacedAt, Samples.TraceParent);
                Assert.True(!message.IsValid || SchemaOf(message.Value) == schema);
                return message.Errors;
        }
    }

    static string SchemaOf(OrderMessage message) => message switch
    {
        PlaceOrder => "place-order",
        ChangeStatus => "change-status",
        ExpirePending => "expire-pending",
        _ => throw new ArgumentOutOfRangeException(nameof(message)),
    };
}

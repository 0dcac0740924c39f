namespace Orders.Tests.Faults.Fuzzing.Operators.Services;

/// <summary>The names of the repository's own settings.</summary>
internal static class Deployed
{
    public const string Orders = "orders";
    public const string OrdersDlq = "orders-dlq";
    public const string EventsDlq = "order-events-dlq";
    public const string Consumer = "order-events-fulfilment.fifo";
    public const string ConsumerDlq = "order-events-fulfilment-dlq.fifo";
    public const string Table = "Orders";
    public const string StreamArn = "arn:aws:dynamodb:eu-west-1:000000000000:table/Orders/stream/2026-11-01T00:00:00.000";

    public static readonly string[] Queues =
        [Orders, OrdersDlq, EventsDlq, Consumer, ConsumerDlq, "order-events-notifications.fifo", "order-events-notifications-dlq.fifo"];
}

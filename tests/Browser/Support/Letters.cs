namespace Orders.Tests.Browser.Support;

/// <summary>Messages that become dead letters.</summary>
internal static class Letters
{
    /// <summary>A key that no other test uses.</summary>
    public static string NewKey() => $"key-{Guid.NewGuid():N}";

    /// <summary>An order whose quantity is a string.</summary>
    public static string WithTextAsQuantity(string key, string item = "kettle") =>
        $$"""{"item":"{{item}}","quantity":"2","idempotency_key":"{{key}}","source":"pos-7","customer_email":"zoe@example.com"}""";

    /// <summary>An order with a field that orders do not have.</summary>
    public static string WithUnknownField(string key) => $$"""{"item":"mug","quantity":1,"colour":"red","idempotency_key":"{{key}}","source":"web"}""";
}

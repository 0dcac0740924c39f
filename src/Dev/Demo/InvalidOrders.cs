using Orders.Validation;

namespace Orders.Dev.Demo;

/// <summary>Orders that each break a different rule, with the field and code that their refusal must name.</summary>
internal static class InvalidOrders
{
    private static readonly (string Body, string Field, string Code)[] Kinds =
    [
        ("""{"item":"Laptop","quantity":"2","idempotency_key":"invalid"}""", "quantity", ErrorCodes.Type),
        ("""{"item":"Laptop","quantity":2.5,"idempotency_key":"invalid"}""", "quantity", ErrorCodes.Type),
        ("""{"item":"Laptop","quantity":0,"idempotency_key":"invalid"}""", "quantity", ErrorCodes.Range),
        ("""{"item":"Laptop","quantity":99999999999999999999,"idempotency_key":"invalid"}""", "quantity", ErrorCodes.Range),
        ("""{"quantity":2,"idempotency_key":"invalid"}""", "item", ErrorCodes.Required),
        ("""{"item":"","quantity":2,"idempotency_key":"invalid"}""", "item", ErrorCodes.Length),
        ("""{"item":"Lap\u0007top","quantity":2,"idempotency_key":"invalid"}""", "item", ErrorCodes.Characters),
        ("""{"item":"Laptop\ud800","quantity":2,"idempotency_key":"invalid"}""", "item", ErrorCodes.Encoding),
        ("""{"item":"Laptop","quantity":2,"colour":"red","idempotency_key":"invalid"}""", "colour", ErrorCodes.UnknownField),
        ("""{"item":"Laptop","item":"Phone","quantity":2,"idempotency_key":"invalid"}""", "item", ErrorCodes.DuplicateField),
        ("""{"item":"Laptop","quantity":2,"customer_email":"nobody","idempotency_key":"invalid"}""", "customer_email", ErrorCodes.Format),
        ("""{"item":"Laptop","quantity":2,"metadata":{"size":42},"idempotency_key":"invalid"}""", "metadata.size", ErrorCodes.Type),
        ("""{"item":"Laptop","quantity":2,"idempotency_key":"schlüssel"}""", "idempotency_key", ErrorCodes.Characters),
    ];

    // Not JSON at all: it would spoil a whole array, so it is sent alone.
    private static readonly (string Body, string Field, string Code) Malformed = ("""{"item":"Laptop","quantity":2""", FieldError.Body, ErrorCodes.MalformedJson);

    /// <summary>Returns the n-th invalid order, repeating from the start.</summary>
    public static PlannedSend At(int index, Channel channel)
    {
        var (body, field, code) = index % (Kinds.Length + 1) is var kind && kind < Kinds.Length ? Kinds[kind] : Malformed;
        // An order of its own for each: an order is recorded as rejected once.
        body = body.Replace("\"invalid\"", $"\"invalid-{index}\"", StringComparison.Ordinal);
        return new PlannedSend(code == ErrorCodes.MalformedJson && channel == Channel.HttpArray ? Channel.Http : channel, body) { Refusal = (field, code) };
    }
}

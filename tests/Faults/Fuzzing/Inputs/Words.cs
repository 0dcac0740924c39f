using System.Text;
using Orders.Model;

namespace Orders.Tests.Faults.Fuzzing.Inputs;

/// <summary>What a mutation puts in: the project's own names and words, and values that programs trip over.</summary>
internal static class Words
{
    /// <summary>Stands in inputs as content. It must never stand in a log, or in a refusal other than as the name of a field.</summary>
    public const string Canary = "c4n4ry";

    /// <summary>Names of fields, of attributes, and of events' members.</summary>
    public static readonly string[] Names =
    [
        "type", "order_id", "idempotency_key", "owner", "source", "placed_at", "item", "quantity", "customer_name", "customer_email", "metadata",
        "status", "expected_version", "reason", "older_than_hours", "content_hash", "created_at", "accepted_at", "updated_at", "version", "history", "at",
        "status_shard", "traceparent", "dead_letter", "body", "headers", "httpMethod", "requestContext", "rawPath", "path", "isBase64Encoded",
        "queryStringParameters", "limit", "cursor", "authorizer", "claims", "iss", "sub", "cognitoIdentity", "principalId", "jwt", "iam", "lambda", "userArn", "content-type",
        "idempotency-key", "Records", "S", "N", "M", "L", "B", "NULL", "BOOL", "SS", "eventName", "dynamodb", "NewImage", "OldImage", "", Canary,
    ];

    /// <summary>Texts that mean something somewhere.</summary>
    public static readonly string[] Texts =
    [
        "order.place", "order.change_status", "order.expire_pending", .. OrderStatusNames.Each, "pending",
        "POST", "GET", "PUT", "DELETE", "/orders", "/orders/", "2.0", "1.0", "application/json", "text/plain", "INSERT", "MODIFY", "REMOVE",
        "ada@example.com", "@", "a@b.", "2026-11-23T22:28:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-14:00", "2026-11-23T22:28:00.",
        "01982f4e-7a0c-7d31-9b4e-2f60c1d8a950", "00000000-0000-0000-0000-000000000000", "{01982f4e-7a0c-7d31-9b4e-2f60c1d8a95}", "",
        " ", "null", "__proto__", "PENDING#0", "AAAAAAAAAAAAAAAAAAAAAA", Canary, Canary + "@example.com", "/orders/" + Canary, "\u0000", "\u0085\u2028", "\uFFFE\uFFFF",
        "\uD83D\uDE00", "e\u0301", "\u202E", "%s%n", "${jndi}", "'; --", "arn:aws:sts::000000000000:assumed-role/a/b",
    ];

    /// <summary>JSON values as they are written.</summary>
    public static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "1", "-1", "-0", "2.5", "1e3", "1E400", "-1e-400", "1000000", "1000001", "2147483648", "9223372036854775808", "0.1e1",
            "[]", "{}", "[[]]", "[{}]", "[null]", "{\"\":null}", "\"\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\uD83D\\uDE00\"", "\"\\/\"", "\"\\x\"",
            "{\"S\":\"1\"}", "{\"N\":\"1\"}", "{\"N\":\"-1\"}", "{\"M\":{}}", "{\"L\":[]}", "{\"NULL\":true}", "{\"BOOL\":false}", "{\"B\":\"AAEC\"}", "{\"SS\":[\"a\"]}",
            "{\"BS\":[\"AAEC\"]}", "{\"S\":\"1\",\"N\":\"1\"}", "NaN", "Infinity", "01", "+1", "//", "\"" + Canary + "\"",
        }.Select(Encoding.UTF8.GetBytes),
        Encoding.UTF8.GetBytes(new string('9', 400)),
    ];

    /// <summary>Bytes that are no text, or end one.</summary>
    public static readonly byte[][] Bytes =
    [
        [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xEF, 0xBB, 0xBF], [0xEF, 0xBF, 0xBF], [0x00], [0x1F], [0x7F],
        [(byte)'"'], [(byte)'\\'], [(byte)'{'], [(byte)'}'], [(byte)'['], [(byte)']'], [(byte)','], [(byte)':'], "\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(),
    ];
}

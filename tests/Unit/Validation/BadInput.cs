using System.Text;

namespace Orders.Tests.Unit.Validation;

/// <summary>An input that breaks one rule, and the field and code of the answer that must name it.</summary>
/// <param name="Name">Names the case.</param>
/// <param name="Body">The input, with an idempotency key, so that either path refuses it for its one fault only.</param>
/// <param name="Field">Which field.</param>
/// <param name="Code">Which rule.</param>
public sealed record BadInput(string Name, string Body, string Field, string Code)
{
    /// <summary>Stands in every value of the inputs that has room for it; no answer and no log may show it.</summary>
    public const string Secret = "s3cr3t-value";

    private static readonly (string Value, string Code)[] Quantities =
    [
        ("\"2\"", "type"), ("\"s3cr3t-value\"", "type"), ("2.5", "type"), ("2.0", "type"), ("1e3", "type"), ("1E3", "type"), ("true", "type"), ("null", "type"), ("{}", "type"),
        ("[1]", "type"), ("0", "range"), ("-1", "range"), ("-0", "range"), ("1000001", "range"), ("2147483648", "range"), ("9223372036854775808", "range"),
        ("99999999999999999999999999999999999999999", "range"),
    ];

    private static readonly (string Field, string Value, string Code)[] Values =
    [
        ("item", "1", "type"),
        ("item", "null", "type"),
        ("item", "[\"s3cr3t-value\"]", "type"),
        ("item", "{\"s3cr3t-value\":1}", "type"),
        ("item", "\"\"", "length"),
        ("item", Quoted(257), "length"),
        ("item", "\"s3cr3t-value\\u0000\"", "characters"),
        ("item", "\"s3cr3t-value\\u001b[31m\"", "characters"),
        ("item", "\"s3cr3t-value\\u007f\"", "characters"),
        ("item", "\"s3cr3t-value\\u0085\"", "characters"),
        ("item", "\"s3cr3t-value\\n\"", "characters"),
        ("item", "\"s3cr3t-value\\ud800\"", "encoding"),
        ("item", "\"s3cr3t-value\\udc00\\ud800\"", "encoding"),
        ("customer_name", "false", "type"),
        ("customer_name", Quoted(257), "length"),
        ("customer_name", "\"\\ud83d s3cr3t-value\"", "encoding"),
        ("customer_name", "\"s3cr3t-value\\t\"", "characters"),
        ("customer_email", "\"\"", "length"),
        ("customer_email", "\"s3cr3t-value\"", "format"),
        ("customer_email", "\"s3cr3t-value@\"", "format"),
        ("customer_email", "\"@s3cr3t-value.com\"", "format"),
        ("customer_email", "\"a@b@s3cr3t-value.com\"", "format"),
        ("customer_email", "\"a b@s3cr3t-value.com\"", "format"),
        ("customer_email", "\"a@s3cr3t-value\"", "format"),
        ("customer_email", "\"a@.com\"", "format"),
        ("customer_email", $"\"a@{new string('b', 320)}.com\"", "length"),
        ("customer_email", "7", "type"),
        ("metadata", "\"s3cr3t-value\"", "type"),
        ("metadata", "[]", "type"),
        ("metadata", "null", "type"),
        ("metadata", "{" + string.Join(',', Enumerable.Range(0, 21).Select(static i => $"\"k{i}\":\"\"")) + "}", "length"),
        ("metadata", "{\"k\":" + Quoted(2048) + "}", "too_large"),
    ];

    private static readonly (string Name, string Body, string Field, string Code)[] Wholes =
    [
        ("empty", "", "body", "required"),
        ("white space only", " \t\r\n ", "body", "malformed_json"),
        ("not JSON", "s3cr3t-value", "body", "malformed_json"),
        ("truncated in a value", "{\"idempotency_key\":\"k\",\"item\":\"s3cr3t-val", "body", "malformed_json"),
        ("truncated before the end", "{\"idempotency_key\":\"k\",\"item\":\"s3cr3t-value\",\"quantity\":2", "body", "malformed_json"),
        ("a comma too many", "{\"idempotency_key\":\"k\",\"item\":\"s3cr3t-value\",\"quantity\":2,}", "body", "malformed_json"),
        ("single quotes", "{'item':'s3cr3t-value'}", "body", "malformed_json"),
        ("a leading zero", "{\"idempotency_key\":\"k\",\"item\":\"s3cr3t-value\",\"quantity\":02}", "body", "malformed_json"),
        ("not a number", "{\"idempotency_key\":\"k\",\"item\":\"s3cr3t-value\",\"quantity\":NaN}", "body", "malformed_json"),
        ("a raw control character", "{\"idempotency_key\":\"k\",\"item\":\"s3cr3t-value\u0001\",\"quantity\":2}", "body", "malformed_json"),
        ("garbage behind it", Valid + " s3cr3t-value", "body", "malformed_json"),
        ("a second value behind it", Valid + Valid, "body", "malformed_json"),
        ("a comment", "/* s3cr3t-value */" + Valid, "body", "malformed_json"),
        ("a comment within", "{\"idempotency_key\":\"k\",//s3cr3t-value\n\"item\":\"s3cr3t-value\",\"quantity\":2}", "body", "malformed_json"),
        ("a byte order mark", "\uFEFF" + Valid, "body", "malformed_json"),
        ("a string", "\"s3cr3t-value\"", "body", "type"),
        ("a number", "1", "body", "type"),
        ("null", "null", "body", "type"),
        ("17 deep", Nested(17), "body", "malformed_json"),
        ("10,000 deep", Nested(10_000), "body", "malformed_json"),
        ("10,000 deep and never closed", string.Concat(Enumerable.Repeat("{\"metadata\":", 5_000)), "body", "malformed_json"),
        ("15 deep", Nested(15), "item", "type"),
        ("16 deep", Nested(16), "item", "type"),
        ("one byte over 64 KiB", OfSize(64 * 1024 + 1), "body", "too_large"),
        ("as large as the orders queue takes", OfSize(253_952 - 1024), "body", "too_large"),
        ("64 KiB", OfSize(64 * 1024), "item", "length"),
        ("no item", "{\"idempotency_key\":\"k\",\"quantity\":2}", "item", "required"),
        ("no quantity", "{\"idempotency_key\":\"k\",\"item\":\"s3cr3t-value\"}", "quantity", "required"),
        ("nothing", "{}", "item", "required"),
        ("an unknown field", With("colour", "\"s3cr3t-value\""), "colour", "unknown_field"),
        ("an unknown field that is an object", With("colour", "{\"s3cr3t-value\":[1,{}]}"), "colour", "unknown_field"),
        ("a field of another case", With("Item", "\"s3cr3t-value\""), "Item", "unknown_field"),
        ("an empty name", With("", "\"s3cr3t-value\""), "\"\"", "unknown_field"),
        ("a name that is a lone surrogate", With("\\ud800", "1"), "?", "unknown_field"),
        ("a name with control characters", With("a\\u0007b", "1"), "a?b", "unknown_field"),
        ("a field given twice", With("item", "\"s3cr3t-value\""), "item", "duplicate_field"),
        ("a field given twice with escapes", With("\\u0069tem", "\"s3cr3t-value\""), "item", "duplicate_field"),
        ("a quantity given twice", With("quantity", "2"), "quantity", "duplicate_field"),
        ("metadata of another type", With("metadata", "{\"a\":1}"), "metadata.a", "type"),
        ("metadata with a list", With("metadata", "{\"a\":[\"s3cr3t-value\"]}"), "metadata.a", "type"),
        ("metadata given twice within", With("metadata", "{\"a\":\"1\",\"\\u0061\":\"s3cr3t-value\"}"), "metadata.a", "duplicate_field"),
        ("metadata with a lone surrogate", With("metadata", "{\"a\":\"s3cr3t-value\\ud800\"}"), "metadata.a", "encoding"),
        ("metadata with a name that is a lone surrogate", With("metadata", "{\"\\udfff\":\"s3cr3t-value\"}"), "metadata.?", "encoding"),
        ("metadata without a name", With("metadata", "{\"\":\"s3cr3t-value\"}"), "metadata.\"\"", "length"),
        ("an empty key", With("idempotency_key", "\"\"", key: false), "idempotency_key", "length"),
        ("a key too long", With("idempotency_key", Quoted(256), key: false), "idempotency_key", "length"),
        ("a key that is not ASCII", With("idempotency_key", "\"s3cr3t-value é\"", key: false), "idempotency_key", "characters"),
        ("a key with a control character", With("idempotency_key", "\"s3cr3t-value\\n\"", key: false), "idempotency_key", "characters"),
        ("a key that is a number", With("idempotency_key", "7", key: false), "idempotency_key", "type"),
    ];

    /// <summary>An order that keeps every rule.</summary>
    public static string Valid => """{"idempotency_key":"k","item":"s3cr3t-value","quantity":2}""";

    /// <summary>All cases; either path must refuse each in the same words.</summary>
    public static IReadOnlyList<BadInput> All { get; } =
    [
        .. Quantities.Select(static (entry, index) => new BadInput(
            $"quantity {index}: {entry.Value}", $"{{\"idempotency_key\":\"k\",\"item\":\"{Secret}\",\"quantity\":{entry.Value}}}", "quantity", entry.Code)),
        .. Values.Select(static (entry, index) => new BadInput(
            $"{entry.Field} {index}", entry.Field == "item" ? $"{{\"idempotency_key\":\"k\",\"item\":{entry.Value},\"quantity\":2}}" : With(entry.Field, entry.Value), entry.Field, entry.Code)),
        .. Wholes.Select(static entry => new BadInput(entry.Name, entry.Body, entry.Field, entry.Code)),
    ];

    public static TheoryData<string> Names => [.. All.Select(static input => input.Name)];

    public static BadInput Of(string name) => All.Single(input => input.Name == name);

    public static string With(string field, string value, bool key = true) =>
        $"{{\"item\":\"{Secret}\",\"quantity\":2,{(key ? "\"idempotency_key\":\"k\"," : "")}\"{field}\":{value}}}";

    public override string ToString() => Name;

    private static string Quoted(int characters) => $"\"{Secret.PadRight(characters, 'x')}\"";

    private static string Nested(int depth)
    {
        // The order itself is one level, the field's arrays are the others.
        var body = new StringBuilder("{\"idempotency_key\":\"k\",\"quantity\":2,\"item\":");
        return body.Append('[', depth - 1).Append(']', depth - 1).Append('}').ToString();
    }

    private static string OfSize(int bytes)
    {
        const string head = "{\"idempotency_key\":\"k\",\"quantity\":2,\"item\":\"s3cr3t-value";
        return head + new string('x', bytes - head.Length - 2) + "\"}";
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Orders.Tests.Faults.Clients;

namespace Orders.Tests.Faults.Fuzzing.Inputs;

/// <summary>What mutations start from: the saved events of the services, and the examples of the contracts, good and bad.</summary>
internal static class Seeds
{
    private const string Id = "01982f4e-7a0c-7d31-9b4e-2f60c1d8a95";

    private static readonly string Root = FindRoot();

    /// <summary>Bodies of requests.</summary>
    public static IReadOnlyList<byte[]> Requests { get; } =
    [
        .. Examples("order-request"), .. Examples("order-requests"), .. Examples("status-request"),
        Utf8($$$"""{"item":"{{{Words.Canary}}}","quantity":2,"customer_name":"{{{Words.Canary}}}","customer_email":"{{{Words.Canary}}}@example.com","metadata":{"note":"{{{Words.Canary}}}"},"idempotency_key":"{{{Words.Canary}}}"}"""),
        Utf8("""[{"item":"a","quantity":1,"idempotency_key":"k"},{"item":"a","quantity":1,"idempotency_key":"k"},{"item":"b","quantity":1,"idempotency_key":"k"},{"item":"b","quantity":0}]"""),
    ];

    /// <summary>Bodies of messages.</summary>
    public static IReadOnlyList<byte[]> Messages { get; } =
    [
        .. Examples("place-order"), .. Examples("change-status"), .. Examples("expire-pending"),
        Utf8($$$"""{"type":"order.place","order_id":"{{{Id}}}9","item":"{{{Words.Canary}}}","quantity":2,"customer_email":"{{{Words.Canary}}}@example.com","owner":"{{{Words.Canary}}}","metadata":{"note":"{{{Words.Canary}}}"}}"""),
        Utf8($$"""{"item":"a","quantity":1,"order_id":"{{Id}}0","placed_at":"2026-11-23T22:28:00.123Z"}"""),
        .. from digit in Enumerable.Range(0, 6)
           from status in new[] { "PROCESSING", "COMPLETED", "CANCELLED" }
           select Utf8($$"""{"type":"order.change_status","order_id":"{{Id}}{{digit}}","status":"{{status}}","expected_version":1,"reason":"{{Words.Canary}}"}"""),
    ];

    /// <summary>Events of HTTP APIs, REST APIs and direct invocations.</summary>
    public static IReadOnlyList<byte[]> HttpEvents { get; } =
    [
        .. Payloads("http-*.json"), .. Payloads("rest-*.json"), .. Payloads("function-url.json"), .. OtherEvents,
        .. from key in new[] { "k, k", "\"k\"", "\"a,b\", \"a,b\"", "a, b", "\"a\\\"b" } select Keyed(key),
        .. from headers in new[] { """{"Idempotency-Key":7}""", """{"Idempotency-Key":null,"idempotency-key":"k"}""", """{"Idempotency-Key":["k"]}""" }
           select Utf8($$"""{"body":{"item":"a","quantity":1},"headers":{{headers}},"multiValueHeaders":{"a":["b"]},"isBase64Encoded":false}"""),
        .. from body in Requests select Utf8(Clients.HttpEvents.Of("ada", "POST", "/orders", Encoding.UTF8.GetString(body))),
        .. from body in Requests select body,
        .. from body in Requests select Utf8(new JsonObject { ["body"] = Encoding.UTF8.GetString(body) }.ToJsonString()),
        .. from digit in Enumerable.Range(0, 6)
           from method in new[] { "GET", "PUT", "DELETE" }
           select Utf8(Clients.HttpEvents.Of("ada", method, $"/orders/{Id}{digit}", method == "PUT" ? """{"status":"PROCESSING","reason":"late"}""" : null)),
        List("""{"status":"PENDING","limit":"2"}"""), List("""{"status":"PENDING","limit":"200","cursor":"AgAAAAAAAAAAMjAyNi0xMS0yM1QyMjoyODowMC4xMjVa"}"""), List($$"""{"status":"COMPLETED","{{Words.Canary}}":"x"}"""),
    ];

    /// <summary>Events that none of the functions is made for.</summary>
    public static IReadOnlyList<byte[]> OtherEvents => Files(Repository("tests", "payloads", "other"), "*.json");

    /// <summary>Events of the queue.</summary>
    public static IReadOnlyList<byte[]> SqsEvents { get; } = Payloads("sqs-*.json");

    /// <summary>Events of the stream.</summary>
    public static IReadOnlyList<byte[]> StreamEvents { get; } = Payloads("stream-*.json");

    /// <summary>The path of a file or folder of the repository.</summary>
    public static string Repository(params string[] path) => Path.Combine([Root, .. path]);

    private static byte[] List(string query)
    {
        var request = JsonNode.Parse(Clients.HttpEvents.Of("ada", "GET", "/orders", body: null))!;
        request["queryStringParameters"] = JsonNode.Parse(query);
        return Utf8(request.ToJsonString());
    }

    private static byte[] Keyed(string key)
    {
        var request = JsonNode.Parse(Clients.HttpEvents.Of("ada", "POST", "/orders", """{"item":"a","quantity":1}"""))!;
        request["headers"]!["idempotency-key"] = key;
        return Utf8(request.ToJsonString());
    }

    private static byte[][] Payloads(string pattern) => Files(Repository("tests", "payloads"), pattern);

    private static byte[][] Examples(string kind) => Files(Repository("contracts", "examples", kind), "*.json");

    private static byte[][] Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string FindRoot()
    {
        // A copy that runs elsewhere is told.
        if (Environment.GetEnvironmentVariable("ORDERS_FUZZ_REPOSITORY") is { Length: > 0 } told)
        {
            return told;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "tests", "payloads")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No tests/payloads above {AppContext.BaseDirectory}.");
    }
}

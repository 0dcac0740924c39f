namespace Orders.Benchmarks.Functions.Subjects;

/// <summary>What is measured.</summary>
internal static class SubjectList
{
    private const string Sqs = "SQS, 10 orders";
    private const string Stream = "stream, 100 changes";
    private const string Http = "HTTP API 2.0, 1 order";

    /// <summary>The programs that do no more than read their event, the floor first.</summary>
    public static IEnumerable<Subject> ParseOnly(Programs programs, Payloads payloads)
    {
        (string Handler, string Event, byte[] Payload)[] events =
        [
            ("sqs", Sqs, payloads.Messages(10)), ("stream", Stream, payloads.Changes(100)), ("http", Http, payloads.PlaceOne(key: null)),
        ];
        foreach (var (handler, name, payload) in events)
        {
            var environment = new Dictionary<string, string> { ["_HANDLER"] = handler };
            yield return new Subject("floor", name, programs.Floor, payload) { Environment = environment };
            yield return new Subject("parse only", name, programs.ParseOnly, payload) { Environment = environment };
        }
    }

    /// <summary>Two Processors as other teams write them (<c>benchmarks/PeerProcessors</c>), with the Processor's events.</summary>
    public static IEnumerable<Subject> Peers(Programs programs, Payloads payloads)
    {
        foreach (var handler in (string[])["usual", "leanest"])
        {
            Subject peer = new($"{handler} processor", Sqs, programs.PeerProcessors, payloads.Messages(10))
            {
                Orders = 10,
                Connection = Connection.Plain,
                Environment = new Dictionary<string, string> { ["_HANDLER"] = handler },
            };
            yield return peer;
            yield return peer with { Connection = Connection.SystemRootsAndFolder, Invocations = 0 };
            yield return peer with { Event = "SQS, 100 orders", Payload = payloads.Messages(100), Orders = 100 };
        }
    }

    /// <summary>The functions, whole, as they are deployed.</summary>
    public static IEnumerable<Subject> Functions(Programs programs, Payloads payloads)
    {
        Subject ingest = new("ingest", Http, programs.Ingest, payloads.PlaceOne(key: null))
        {
            Orders = 1,
            Environment = new Dictionary<string, string>
            {
                ["ORDERS_TABLE"] = "orders", ["ORDERS_QUEUE_URL"] = Queue("orders"), ["INDEX_STATUSES"] = "PENDING", ["INDEX_SHARDS"] = "8",
            },
        };
        Subject processor = new("processor", Sqs, programs.Processor, payloads.Messages(10))
        {
            Orders = 10,
            Environment = new Dictionary<string, string>(ingest.Environment) { ["ORDERS_DLQ_URL"] = Queue("orders-dlq"), ["MAX_RECEIVE_COUNT"] = "50", ["EARLY_CHANGE_MAX_AGE_SECONDS"] = "18000" },
        };
        Subject notifier = new("notifier", Stream, programs.Notifier, payloads.Changes(100))
        {
            Orders = 100,
            Environment = new Dictionary<string, string>
            {
                ["CONSUMERS"] = $$"""[{"name":"fulfilment","queue_url":"{{Queue("fulfilment.fifo")}}","types":["orders.placed.v1","orders.status_changed.v1","orders.removed.v1"],"personal_fields":[]}]""",
                ["EVENTS_DLQ_URL"] = Queue("order-events-dlq"),
                ["EVENT_SOURCE"] = "/orders",
                ["QUARANTINE_AFTER_SECONDS"] = "60",
            },
        };
        foreach (var subject in (Subject[])[ingest, processor, notifier])
        {
            yield return subject with { Connection = Connection.Plain };
            yield return subject with { Connection = Connection.AmazonRoots, Invocations = 0 };
            yield return subject with { Connection = Connection.SystemRoots, Invocations = 0 };
            yield return subject with { Connection = Connection.SystemRootsAndFolder, Invocations = 0 };
        }

        yield return ingest with { Event = "HTTP API 2.0, 1 order with a key", Payload = payloads.PlaceOne("web-1"), Connection = Connection.Plain };
        yield return ingest with { Event = "HTTP API 2.0, 100 orders", Payload = payloads.PlaceMany(100), Orders = 100, Connection = Connection.Plain };
        yield return processor with { Event = "SQS, 1 order", Payload = payloads.Messages(1), Orders = 1, Connection = Connection.Plain };
        yield return processor with { Event = "SQS, 100 orders", Payload = payloads.Messages(100), Orders = 100, Connection = Connection.Plain };
        yield return processor with { Event = "SQS, 10 changes", Payload = payloads.Moves(10), Connection = Connection.Plain };
        yield return notifier with { Event = "stream, 10 changes", Payload = payloads.Changes(10), Orders = 10, Connection = Connection.Plain };
    }

    private static string Queue(string name) => $"https://sqs.eu-central-1.amazonaws.com/123456789012/{name}";
}

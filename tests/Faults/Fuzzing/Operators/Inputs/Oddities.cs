using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Orders.Model;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Tests.Faults.Fuzzing.Operators.Services;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Fuzzing.Operators.Inputs;

/// <summary>Makes odd messages, rows, records, lines and values, with the mutators of the entry points.</summary>
internal sealed class Oddities(Dice dice)
{
    private const string DeadLetter =
        """{"code":"value","field":"quantity","message":"quantity must be from 1 to 1000000","failed_at":"2026-11-23T22:28:00.123Z","receive_count":1,"message_id":"5fea7756-0ea4-451a-a703-a558b933e274","request_id":"r","displaced_attribute":{"name":"n","data_type":"String","string_value":"v"}}""";

    private const string Redrive =
        """{"count":1,"by":"ada@host","at":"2026-11-23T22:28:00.123Z","message_id":"5fea7756-0ea4-451a-a703-a558b933e274","displaced_attribute":{"name":"n","data_type":"Binary","binary_value":"AAEC"}}""";

    private const string Report =
        $$$"""{"requestContext":{"condition":"RetryAttemptsExhausted"},"DDBStreamBatchInfo":{"shardId":"shard-1","startSequenceNumber":"1","endSequenceNumber":"2","approximateArrivalOfFirstRecord":"2026-11-23T22:28:00Z","approximateArrivalOfLastRecord":"2026-11-23T22:28:00Z","batchSize":2,"streamArn":"{{{Deployed.StreamArn}}}"}}""";

    private const string ExportedLine =
        """{"queue":"orders-dlq","message_id":"5fea7756-0ea4-451a-a703-a558b933e274","sent_at":"2026-11-23T22:28:00.000Z","body":"{\"item\":\"a\",\"quantity\":1}","trace_header":"Root=1-5759e988-bd862e3fe1be46a994272793","attributes":{"a":{"data_type":"String","string_value":"x"},"b":{"data_type":"Binary","binary_value":"AAEC"}}}""";

    private const string Metrics = """{"MetricDataResults":[{"Id":"q0","Timestamps":[1783075200,1783075260],"Values":[1,2.5]},{"Id":"q1","Timestamps":[1783075200],"Values":[1]}],"NextToken":null}""";

    private static readonly string[] Numbers =
    [
        "", "0", "1", "-1", "01", "+1", "1.5", "1e3", "NaN", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "253402300799999", "253402300800000", "-62135596800001",
        "99999999999999999999", "340282366920938463463374607431768211455", "340282366920938463463374607431768211456", "1783075200200", " 1", "1\n",
    ];

    private static readonly string[] Times =
    [
        "2026-11-23T22:28:00.123Z", "2099-12-31T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00.000Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59-14:00", "2026-11-23", "2026-11-23T22:28:00", "2026-02-30T00:00:00Z", "", "now",
    ];

    private static readonly string[] Values =
    [
        "", " ", "abc", "-1", "0", "1", "2", "1.5", "1e5", "1e400", "NaN", "99999", "2147483648", "9223372036854775808", "99999999999999999999999999999999999999", "0s", "1s", "-5m", "36500d", "36501d",
        "99999999999d", "5µ", "2026-11-25T10:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "\u001b[31mred", "\u202E", "\u0085", "schlüssel", "a\r\nb: c", "*",
        "a=b", "=x", "x=", "/x=1", "/~2=1", "/a/b=c", "/=", "x={", "x=\"\\ud800\"", "\ud83d\ude00", "body.item", "length(body)", "@", "foo(", "body.item == `1", "[", "consumer:fulfilment", "consumer:", "orders-dlq",
        "order-events-dlq", "orders-dlq ", "none", "encoding", "value", "PENDING", "pending", "EXPIRED", "0", "1,2", "00000000-0000-0000-0000-000000000000", "01982f4e-7a0c-7d31-9b4e-2f60c1d8aca4", "ca4a47", "0dd",
        "http://", "http://127.0.0.1:1", "file:///x", "http://[::1", "now", "trim-horizon", "orders.placed.v1", "fulfilment", "eu-west-1", "moon-1", "--", "-", "@{tmp}/import", "true", "false",
    ];

    private static readonly string[] PathValues = ["", "{tmp}", "{tmp}/none/x", "{tmp}/audit", "{tmp}/import", "{tmp}/settings", "{tmp}/ü"];

    private static readonly string[] OddWords =
    [
        "null-messages", "null-failed", "null-id", "null-items", "empty-item", "null-attributes", "no-attributes", "no-stream", "large-table", "refuse-some", "count:", "count:-1", "count:99999999999999999999", "count:x",
        "missing:" + Deployed.ConsumerDlq, "missing:" + Deployed.OrdersDlq, "missing:" + Deployed.Orders, "missing:" + Deployed.EventsDlq, "missing:" + Deployed.Consumer,
    ];

    private static readonly (string Name, string[] Values)[] Variables =
    [
        ("AWS_REGION", ["", " ", "eu west", "moon-1", "eu-west-1"]), ("AWS_DEFAULT_REGION", ["", "x"]), ("AWS_ENDPOINT_URL", ["", "x", "http://", "ftp://a", "http://127.0.0.1:1"]),
        ("AWS_ENDPOINT_URL_SQS", ["", "127.0.0.1:1", "http://a b"]), ("AWS_PROFILE", ["", "nobody"]), ("AWS_MAX_ATTEMPTS", ["x", "-1"]), ("AWS_RETRY_MODE", ["x", "legacy"]), ("AWS_USE_FIPS_ENDPOINT", ["x", "true"]),
        ("AWS_CONFIG_FILE", ["", "{tmp}/settings"]), ("ORDERS_AUDIT", ["", "{tmp}/none/\u0001", "{tmp}"]), ("ORDERS_SETTINGS", ["", "{tmp}/none", "{tmp}/settings"]), ("XDG_STATE_HOME", ["{tmp}", "{tmp}/none"]),
        ("EDITOR", ["", "false"]), ("NO_COLOR", ["1"]), ("TERM", ["", "dumb"]),
    ];

    private readonly Mutator _messages = new(dice, Seeds.Messages);
    private readonly Mutator _any = new(dice, [.. Seeds.Messages, .. new[] { DeadLetter, Redrive, Report, ExportedLine }.Select(Encoding.UTF8.GetBytes)]);

    /// <summary>Some messages of a queue, of which at least one is odd.</summary>
    public JsonArray Letters(string queue) => new([.. Enumerable.Range(0, Few()).Select(_ => Letter(queue))]);

    /// <summary>Some rows, of which at least one is odd.</summary>
    public JsonArray Rows() => new([.. Enumerable.Range(0, Few()).Select(index =>
    {
        var row = Known.RowJson(Known.RowOf(OddRow(index), dice.Hits(0.7) ? OrderStatus.Pending : dice.Of(Enum.GetValues<OrderStatus>())));
        if (dice.Hits(0.3))
        {
            row["history"] = History();
        }

        for (var left = 1 + dice.Below(3); left > 0; left--)
        {
            MutateRow(row);
        }

        return row;
    })]);

    /// <summary>Some records of the stream, of which at least one is odd.</summary>
    public JsonArray Records() => new([.. Enumerable.Range(0, Few()).Select(JsonNode? (index) =>
    {
        var image = Known.RowJson(Known.RowOf(OddRow(index), OrderStatus.Pending));
        if (dice.Hits(0.7))
        {
            MutateRow(image);
        }

        var record = Known.RecordOf(image, (index + 1).ToString(CultureInfo.InvariantCulture));
        if (dice.Hits(0.3))
        {
            record["eventName"] = dice.Of(["MODIFY", "REMOVE", "INSERT", "insert", "", "x"]);
            record["dynamodb"]!["OldImage"] = Known.RowJson(Known.RowOf(OddRow(index), OrderStatus.Processing));
            record["userIdentity"] = dice.Hits(0.5) ? new JsonObject { ["Type"] = "Service", ["PrincipalId"] = "dynamodb.amazonaws.com" } : null;
        }

        return record;
    })]);

    /// <summary>A text of lines, each like those of a kind.</summary>
    public string Lines(string like) => string.Join('\n', Enumerable.Range(0, Few()).Select(_ => dice.Hits(0.85) ? Mutated(like) : dice.Hits(0.5) ? like : ""));

    public string AuditLines() => Lines(Known.AuditLine.Replace(Known.Operator, "ada@host", StringComparison.Ordinal));

    public string ImportLines() => Lines(ExportedLine);

    public string Edited() => Encoding.UTF8.GetString(_messages.Mutate(dice.Of(Seeds.Messages)));

    public string MetricsAnswer() => Mutated(dice.Hits(0.5)
        ? Metrics
        : Metrics.Replace(dice.Of(["1783075200", "2.5", "\"q0\"", "1783075260"]), dice.Of([.. Numbers.Where(static number => long.TryParse(number, out _)), "1e300", "-1e300", "1e19", "253402300800", "\"q9999999999\"", "\"\"", "\"qq\"", "null"]), StringComparison.Ordinal));

    public string Settings(string settings) => Mutated(settings);

    public JsonArray Odd() => new(dice.Of(OddWords));

    public JsonObject Variable()
    {
        var (name, values) = dice.Of(Variables);
        return new JsonObject { [name] = dice.Of(values) };
    }

    /// <summary>A command line with values that break rules.</summary>
    /// <param name="arguments">As it is well.</param>
    /// <param name="options">The options of its command.</param>
    public List<string> Arguments(List<string> arguments, IReadOnlyList<string> options)
    {
        for (var left = 1 + dice.Below(2); left > 0; left--)
        {
            var at = 2 + dice.Below(Math.Max(1, arguments.Count - 2));
            switch (dice.Below(8))
            {
                case 0 when at < arguments.Count && !CommandLines.Paths.Contains(arguments[at - 1]):
                    arguments.RemoveAt(at);
                    break;
                case 1:
                    arguments.Add(dice.Of(Values));
                    break;
                case 2 or 3 when at < arguments.Count && !arguments[at].StartsWith("--", StringComparison.Ordinal):
                    arguments[at] = Value(arguments[at - 1]);
                    break;
                default:
                    var option = dice.Of(options);
                    var value = Value(option);
                    if (dice.Hits(0.2))
                    {
                        arguments.Add(option);
                    }
                    else if (dice.Hits(0.2) && !CommandLines.Paths.Contains(option))
                    {
                        arguments.Add($"{option}={value}");
                    }
                    else
                    {
                        arguments.AddRange([option, value]);
                    }

                    break;
            }
        }

        return arguments;
    }

    /// <summary>A JSON object of a request, with members of odd types.</summary>
    public string Request(JsonObject request)
    {
        var names = request.Select(static member => member.Key).Concat(["id", "reason", "field", "body", "rate", "ramp", "count", "queue", "show"]).ToList();
        for (var left = dice.Hits(0.8) ? 1 + dice.Below(2) : 0; left > 0; left--)
        {
            request[dice.Of(names)] = dice.Of<Func<JsonNode?>>(
                [() => null, () => 1, () => -1, () => 1.5, () => 1e19, () => true, () => "", () => dice.Of(Values), () => new JsonObject(), () => new JsonArray("a"), () => _any.Text(), () => "orders-dlq"])();
        }

        return dice.Hits(0.85) ? request.ToJsonString() : Mutated(request.ToJsonString());
    }

    public string Text() => dice.Hits(0.5) ? _any.Text() : dice.Of(Values);

    /// <summary>The id of an odd row of an input.</summary>
    public static string OddRow(int index) => string.Create(CultureInfo.InvariantCulture, $"01982f4e-7a0c-7d31-9b4e-2f60c1d8b{index:d3}");

    private string Value(string option) => CommandLines.Paths.Contains(option) ? dice.Of(PathValues) : dice.Hits(0.85) ? dice.Of(Values) : _any.Text();

    private int Few() => dice.Hits(0.03) ? 12 + dice.Below(20) : 1 + dice.Below(4);

    private string Mutated(string text) => Encoding.UTF8.GetString(_any.Mutate(Encoding.UTF8.GetBytes(text)));

    private JsonObject Letter(string queue)
    {
        var body = queue == Deployed.EventsDlq ? Report : Encoding.UTF8.GetString(dice.Of(Seeds.Messages));
        var letter = new JsonObject
        {
            ["queue"] = queue,
            ["body"] = dice.Hits(0.6) ? queue == Deployed.EventsDlq ? Mutated(body) : Encoding.UTF8.GetString(_messages.Mutate(Encoding.UTF8.GetBytes(body))) : body,
            ["system"] = System(queue),
        };
        var attributes = new JsonObject();
        if (dice.Hits(0.8))
        {
            attributes["dead_letter"] = Attribute(Ours(DeadLetter, ["failed_at"], ["receive_count"]), "String.OrdersDeadLetter");
        }

        if (dice.Hits(0.5))
        {
            attributes["redrive"] = Attribute(Ours(Redrive, ["at"], ["count"]), "String.OrdersRedrive");
        }

        for (var left = dice.Hits(0.4) ? 1 + dice.Below(8) : 0; left > 0; left--)
        {
            attributes[dice.Hits(0.6) ? $"attribute_{left}" : dice.Of([.. Words.Names, "traceparent", "AWS.x", "ä", "a\u001bb", "a b"])] = dice.Hits(0.7)
                ? Attribute(_any.Text())
                : new JsonObject { ["type"] = dice.Of(["Binary", "Binary.png", "String", ""]), ["bytes"] = dice.Hits(0.8) ? "AAEC" : "" };
        }

        if (attributes.Count > 0 || dice.Hits(0.5))
        {
            letter["attributes"] = attributes;
        }

        if (dice.Hits(0.02))
        {
            letter.Remove("system");
        }

        return letter;
    }

    private JsonObject System(string queue)
    {
        var system = new JsonObject
        {
            ["ApproximateReceiveCount"] = dice.Hits(0.8) ? "3" : dice.Of(Numbers),
            ["SentTimestamp"] = dice.Hits(0.8) ? "1783075200200" : dice.Of(Numbers),
        };
        if (queue.EndsWith(".fifo", StringComparison.Ordinal))
        {
            (system["MessageGroupId"], system["MessageDeduplicationId"], system["SequenceNumber"]) =
                (dice.Hits(0.8) ? dice.Of(["g1", "g2"]) : Text(), dice.Hits(0.8) ? $"d{dice.Below(1000)}" : Text(), dice.Hits(0.7) ? $"1800000000000000000{dice.Below(10)}" : dice.Of(Numbers));
        }

        if (dice.Hits(0.1))
        {
            system[dice.Of(["AWSTraceHeader", "SenderId", "MessageGroupId", "DeadLetterQueueSourceArn"])] = Text();
        }

        return system;
    }

    // An attribute of ours with an odd time or number, or as mutated as any JSON.
    private string Ours(string sample, string[] times, string[] numbers)
    {
        if (dice.Hits(0.3))
        {
            return Mutated(sample);
        }

        var attribute = JsonNode.Parse(sample)!.AsObject();
        attribute[dice.Of(times)] = dice.Of(Times);
        if (dice.Hits(0.3))
        {
            attribute[dice.Of(numbers)] = dice.Hits(0.5) && long.TryParse(dice.Of(Numbers), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : dice.Of(Numbers);
        }

        if (dice.Hits(0.3))
        {
            attribute[dice.Of([.. attribute.Select(static member => member.Key)])] = Text();
        }

        if (dice.Hits(0.5))
        {
            attribute.Remove("displaced_attribute");
        }

        return attribute.ToJsonString();
    }

    // An attribute of ours has our label, and one of that name without it is its sender's.
    private JsonObject Attribute(string text, string label = "String") => new()
    {
        ["type"] = dice.Hits(0.6) ? label : dice.Hits(0.8) ? "String" : dice.Of(["Number", "String.x", "", "x"]),
        ["text"] = dice.Hits(0.97) ? text : null,
    };

    private void MutateRow(JsonObject row)
    {
        switch (dice.Below(8))
        {
            case 0:
                row[dice.Of(["created_at", "accepted_at", "updated_at"])] = new JsonObject { ["S"] = dice.Of(Times) };
                break;
            case 1:
                row[dice.Of(["quantity", "version"])] = dice.Hits(0.5) ? new JsonObject { ["N"] = dice.Of(Numbers) } : new JsonObject { ["S"] = dice.Of(Numbers) };
                break;
            case 2:
                row[dice.Of(["item", "customer_name", "customer_email", "owner", "traceparent"])] = new JsonObject { ["S"] = Text() };
                break;
            case 3:
                row["history"] = dice.Hits(0.5) ? History() : Images.Value(_any, dice);
                break;
            case 4:
                row["metadata"] = new JsonObject { ["M"] = new JsonObject { [_any.Text()] = Images.Value(_any, dice) } };
                break;
            default:
                Images.Mutate(row, _any, dice);
                break;
        }
    }

    private JsonObject History() => new()
    {
        ["L"] = new JsonArray([.. Enumerable.Range(0, dice.Below(4)).Select(JsonNode? (_) =>
        {
            var entry = new JsonObject
            {
                ["status"] = new JsonObject { ["S"] = dice.Of(["PROCESSING", "COMPLETED", "PENDING", "x", ""]) },
                ["at"] = new JsonObject { ["S"] = dice.Hits(0.6) ? "2026-11-23T22:28:00.123Z" : dice.Of(Times) },
            };
            if (dice.Hits(0.5))
            {
                entry["reason"] = new JsonObject { ["S"] = Text() };
            }

            return new JsonObject { ["M"] = entry };
        })]),
    };
}

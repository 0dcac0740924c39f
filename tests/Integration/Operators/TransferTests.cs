using Amazon.SQS.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

public sealed class TransferTests(EmulatorFixture emulators) : IDisposable
{
    static readonly byte[] Bytes = [.. Enumerable.Range(0, 256).Select(static i => (byte)i)];

    readonly string _data = Directory.CreateTempSubdirectory("orders-transfer-").FullName;

    [Fact]
    public async Task Attributes_of_every_type_come_through_export_discard_import_and_redrive_byte_for_byte()
    {
        var desk = await Operator.NewAsync(emulators, Path.Combine(_data, "audit.ndjson"));
        var file = Path.Combine(_data, "letters.ndjson");
        await desk.PutAsync([new SendMessageBatchRequestEntry("0", "{\"text\":\"\u00e9\u2028\\u0041\"}\r\n\t") { MessageAttributes = Attributes() }]);

        Assert.Equal(0, (await desk.RunAsync("export", "--output", file)).Status);
        Assert.Equal(1, (await desk.RunAsync("list", "--json")).Json.GetProperty("count").GetInt32());
        Assert.Equal(1, (await desk.RunAsync("discard", "--count", "2")).Status);
        Assert.Equal(64, (await desk.RunAsync("discard")).Status);
        Assert.Equal(0, (await desk.RunAsync("discard", "--count", "1")).Status);
        Assert.Equal(0, (await desk.RunAsync("import", file)).Status);
        Assert.Equal(0, (await desk.RunAsync("list", "--json")).Json.GetProperty("count").GetInt32());
        Assert.Contains("1 imported", (await desk.RunAsync("import", file, "--yes")).Text, StringComparison.Ordinal);
        Assert.Contains("0 imported", (await desk.RunAsync("import", file, "--yes")).Text, StringComparison.Ordinal);
        var second = Path.Combine(_data, "again.ndjson");
        var exported = (await desk.RunAsync("export", "--output", second, "--json")).Json;
        Assert.Equal((1, second, "000000000000"), (exported.GetProperty("exported").GetInt32(), exported.Text("file"), exported.Text("account")));
        Assert.Equal(await WithoutIdAsync(file), await WithoutIdAsync(second));

        Assert.Equal(0, (await desk.RunAsync("redrive", "--yes")).Status);
        var sent = Assert.Single(await desk.DrainAsync(desk.Orders));
        Assert.Equal("{\"text\":\"\u00e9\u2028\\u0041\"}\r\n\t", sent.Body);
        Assert.True(sent.MessageAttributes.Remove("redrive"));
        Assert.Equal(Describe(Attributes()), Describe(sent.MessageAttributes));
        Assert.Empty(await desk.DrainAsync(desk.DeadLetters));
    }

    [Fact]
    public async Task An_export_of_what_another_reader_hides_writes_no_file_and_fails()
    {
        var desk = await Operator.NewAsync(emulators, Path.Combine(_data, "audit.ndjson"));
        var file = Path.Combine(_data, "letters.ndjson");
        await desk.PutAsync([new SendMessageBatchRequestEntry("0", "a")]);
        Assert.Single((await emulators.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(desk.DeadLetters.Url) { VisibilityTimeout = 60 }, Given.Token)).Messages);

        var export = await desk.RunAsync("export", "--output", file, "--json");

        Assert.Equal((1, false), (export.Status, File.Exists(file)));
        Assert.Equal((0, 1, false), (export.Json.GetProperty("exported").GetInt32(), export.Json.GetProperty("held_elsewhere").GetInt32(), export.Json.GetProperty("complete").GetBoolean()));
        Assert.False((await desk.RunAsync("list", "--json")).Json.GetProperty("complete").GetBoolean());

        // What is named is all there.
        await desk.PutAsync([new SendMessageBatchRequestEntry("1", "b")]);
        var id = (await desk.RunAsync("list", "--json")).Json.GetProperty("groups")[0].Text("example")!;
        var named = await desk.RunAsync("export", "--id", id, "--output", file);
        Assert.True(named.Status == 0 && File.ReadAllLines(file).Length == 1, named.Text);
    }

    [Fact]
    public async Task A_consumers_events_come_through_with_their_groups_their_order_and_their_ids()
    {
        var desk = await Operator.OfConsumerAsync(emulators, Path.Combine(_data, "audit.ndjson"), "fulfilment");
        var file = Path.Combine(_data, "letters.ndjson");
        string[] queue = ["--queue", "consumer:fulfilment"];
        await desk.PutAsync(Enumerable.Range(0, 3).Select(static i => Event("a", i)).Concat([Event("b", 0)]));

        // SQS shows of a group what stands before the first message that is hidden: the emulator one at a time.
        Assert.Equal(0, (await desk.RunAsync(["export", "--output", file, .. queue])).Status);
        var lines = (await File.ReadAllLinesAsync(file, Given.Token)).Select(Wire.Parse).ToList();
        Assert.Equal([("a", "a:0"), ("b", "b:0")], lines.Select(static line => (line.Text("group_id")!, line.Text("deduplication_id")!)).Order());
        Assert.Equal(64, (await desk.RunAsync(["redrive", "--yes", "--wait", .. queue])).Status);

        var redrive = await desk.RunAsync(["redrive", "--yes", "--json", .. queue]);

        Assert.Equal((0, 4), (redrive.Status, redrive.Json.GetProperty("sent").GetInt32()));
        var sent = await desk.DrainAsync(desk.Orders);
        Assert.Equal(["a0", "a1", "a2"], sent.Where(static message => message.Attributes["MessageGroupId"] == "a").Select(static message => Wire.Parse(message.Body).Text("n")));
        Assert.Equal("b", Assert.Single(sent, static message => Wire.Parse(message.Body).Text("n") == "b0").Attributes["MessageGroupId"]);
        Assert.Empty(await desk.DrainAsync(desk.DeadLetters));
    }

    [Fact]
    public async Task A_list_of_a_FIFO_queue_says_that_SQS_returned_only_the_first_of_each_group()
    {
        var desk = await Operator.OfConsumerAsync(emulators, Path.Combine(_data, "audit.ndjson"), "fulfilment");
        string[] queue = ["--queue", "consumer:fulfilment"];
        await desk.PutAsync(Enumerable.Range(0, 3).Select(static i => Event("a", i)));

        var list = (await desk.RunAsync(["list", "--json", .. queue])).Json;
        Assert.Equal((1, false), (list.GetProperty("count").GetInt32(), list.GetProperty("complete").GetBoolean()));
        Assert.Contains("At least 1 on", (await desk.RunAsync(["list", .. queue])).Text, StringComparison.Ordinal);
        Assert.False((await desk.RunAsync(["redrive", "--json", .. queue])).Json.GetProperty("complete").GetBoolean());

        Assert.Equal(0, (await desk.RunAsync(["redrive", "--yes", .. queue])).Status);
        await desk.PutAsync([Event("b", 0)]);
        Assert.True((await desk.RunAsync(["list", "--json", .. queue])).Json.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task What_another_reader_has_received_is_said_and_what_is_not_found_is_a_failure()
    {
        var desk = await Operator.NewAsync(emulators, Path.Combine(_data, "audit.ndjson"));
        await desk.PutAsync(Enumerable.Range(0, 3).Select(static i => new SendMessageBatchRequestEntry($"{i}", $$"""{"n":{{i}}}""")));
        var held = await emulators.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(desk.DeadLetters.Url) { MaxNumberOfMessages = 2, VisibilityTimeout = 300 }, Given.Token);
        var file = Path.Combine(_data, "none.ndjson");

        var list = await desk.RunAsync("list", "--json");
        Assert.Equal((1, 2), (list.Json.GetProperty("count").GetInt32(), list.Json.GetProperty("held_elsewhere").GetInt32()));
        Assert.Contains("2 more messages are hidden on", list.Text, StringComparison.Ordinal);

        string[] gone = ["--id", held.Messages[0].MessageId];
        foreach (var command in (string[][])[["list"], ["export", "--output", file], ["redrive", "--yes"], ["show"]])
        {
            var run = await desk.RunAsync([.. command, "--json", .. gone]);
            Assert.True(run.Status == 1, $"{command[0]}: {run.Status} {run.Text}");
        }

        Assert.False(File.Exists(file));
        var redrive = (await desk.RunAsync(["redrive", "--yes", "--json", .. gone])).Json;
        Assert.Equal((false, 0), (redrive.GetProperty("dry_run").GetBoolean(), redrive.GetProperty("sent").GetInt32()));
    }

    [Fact]
    public async Task What_was_not_confirmed_is_a_dry_run_in_JSON()
    {
        var desk = await Operator.NewAsync(emulators, Path.Combine(_data, "audit.ndjson"));
        var file = Path.Combine(_data, "letters.ndjson");
        await desk.PutAsync([new SendMessageBatchRequestEntry("0", "{}")]);
        Assert.Equal(0, (await desk.RunAsync("export", "--output", file)).Status);

        foreach (var arguments in (string[][])[["discard"], ["discard", "--count", "2"]])
        {
            var discard = (await desk.RunAsync([.. arguments, "--json"])).Json;
            Assert.Equal((true, 1, 0), (discard.GetProperty("dry_run").GetBoolean(), discard.GetProperty("matching").GetInt32(), discard.GetProperty("discarded").GetInt32()));
        }

        await desk.DrainAsync(desk.DeadLetters);
        var import = (await desk.RunAsync("import", file, "--json")).Json;
        Assert.Equal((true, 1, 0, "000000000000"), (import.GetProperty("dry_run").GetBoolean(), import.GetProperty("missing").GetInt32(), import.GetProperty("sent").GetInt32(), import.Text("account")));
        Assert.Equal(0, (await desk.RunAsync("import", "/dev/null", "--json")).Json.GetProperty("sent").GetInt32());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    static SendMessageBatchRequestEntry Event(string group, int n) => new($"{group}{n}", $$"""{"n":"{{group}}{{n}}"}""") { MessageGroupId = group, MessageDeduplicationId = $"{group}:{n}" };

    static Dictionary<string, MessageAttributeValue> Attributes() => new()
    {
        ["text"] = new() { DataType = "String", StringValue = "a \u00e9\nb" },
        ["label"] = new() { DataType = "String.x", StringValue = " " },
        ["number"] = new() { DataType = "Number", StringValue = "1.50" },
        ["int"] = new() { DataType = "Number.int", StringValue = "007" },
        ["bytes"] = new() { DataType = "Binary", BinaryValue = new MemoryStream(Bytes) },
        ["picture"] = new() { DataType = "Binary.png", BinaryValue = new MemoryStream([0]) },
    };

    static IEnumerable<string> Describe(Dictionary<string, MessageAttributeValue> attributes) => attributes
        .OrderBy(static attribute => attribute.Key, StringComparer.Ordinal)
        .Select(static attribute => $"{attribute.Key} {attribute.Value.DataType} {attribute.Value.StringValue} {Convert.ToHexString(attribute.Value.BinaryValue?.ToArray() ?? [])}");

    static async Task<string> WithoutIdAsync(string file)
    {
        var line = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file, Given.Token))!.AsObject();
        line.Remove("message_id");
        line.Remove("sent_at");
        return line.ToJsonString();
    }
}

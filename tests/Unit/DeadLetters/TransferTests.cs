using Amazon.SQS.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.DeadLetters.Transfer;
using Orders.Operations.Failures;
using Orders.Queues;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class TransferTests : IDisposable
{
    private const string Fine = """{"queue":"orders-dlq","message_id":"1","body":"b"}""";

    private readonly LetterBench _bench = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-transfer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_exported_is_read_back_byte_for_byte()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(static i => (byte)i)];
        _bench.Put(
            "{\"a\":\"\u00e9\u2028\U0001F600\\u0041\"}\r\n\t",
            attributes: new()
            {
                ["picture"] = new() { DataType = "Binary.png", BinaryValue = new MemoryStream(bytes) },
                ["n"] = LetterBench.Text("007", "Number.int"),
                ["t"] = LetterBench.Text("x\ny", "String.x"),
            },
            groupId: "tenant-17");
        var letter = Assert.Single((await _bench.SelectAsync(new LetterFilter())).Letters);

        var line = LetterLine.Read(LetterLine.Write("orders-dlq", letter));

        Assert.Equal(("orders-dlq", letter.Id), (line.Queue, line.MessageId));
        Assert.Equal((letter.Message.Body, "tenant-17"), (line.Message.Body, line.Message.GroupId));
        Assert.Equal(Texts(letter.Message.Attributes), Texts(line.Message.Attributes));
        Assert.Equal(bytes, line.Message.Attributes["picture"].BinaryValue.ToArray());
        Assert.Empty(ImportPlan.Of([line], [letter]).Missing);
    }

    [Fact]
    public async Task An_import_without_an_answer_says_that_its_messages_may_be_there()
    {
        _bench.Sqs.FailAfterSend = static _ => new HttpIOException(HttpRequestError.ResponseEnded);
        var import = new Import(
            new RedriveTarget(new QueueSender(_bench.Sqs, _bench.Pipelines.Sqs), Given.DeadLetterQueue), await AuditLog.OpenAsync(new AuditFile(_bench.AuditFile)), "orders-dlq", "ann", Given.Now, _bench.Clock);

        var (sent, mayBeSent, failed) = await import.RunAsync([LetterLine.Read(Fine)], static _ => { }, Given.Token);

        Assert.Equal((0, 1, 0), (sent, mayBeSent, failed.Count));
        Assert.Equal("may_be_sent", Assert.Single(_bench.Audit()).GetProperty("result").GetString());
        Assert.Contains("1 may have been sent, because SQS did not answer", new ImportReport("orders-dlq", sent, Present: 0, failed) { MayBeSent = mayBeSent }.ToText(), StringComparison.Ordinal);
        _bench.Clean();
    }

    [Fact]
    public async Task A_file_is_its_owners_only_and_another_one_is_left_alone()
    {
        var path = Path.Combine(_folder, "out.ndjson");
        var others = Path.Combine(_folder, "out.ndjson.part");
        await File.WriteAllTextAsync(others, "a user's", Given.Token);
        await WriteAsync(path, (await PutThreeAsync()).Letters);

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await Assert.ThrowsAsync<CommandException>(() => WriteAsync(path, []));
        Assert.Equal(3, (await LetterFile.ReadAsync(path, Given.Token)).Count);
        Assert.Equal("a user's", await File.ReadAllTextAsync(others, Given.Token));
        Assert.Equal([path, others], Directory.GetFiles(_folder).Order());
    }

    [Theory]
    [InlineData("{", "it must be valid JSON nested at most 64 deep")]
    [InlineData("[]", "it must be one JSON object")]
    [InlineData("""{"queue":"q","queue":"q"}""", "it must not have the same member twice")]
    [InlineData("""{"queue":"q","message_id":"1"}""", "body must be a text")]
    [InlineData("""{"message_id":"1","body":"b"}""", "queue must be a text")]
    [InlineData("""{"queue":"q","message_id":"1","body":""}""", "body must not be empty, and must have only characters that XML 1.0 allows")]
    [InlineData("""{"queue":"q","message_id":"1","body":"\u0001"}""", "body must not be empty, and must have only characters that XML 1.0 allows")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","Body":"b"}""", "Body is not a member of a message")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","group_id":7}""", "group_id must be a text")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","group_id":"a b"}""", "group_id must be 1 to 128 letters")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","attributes":[]}""", "attributes must be an object")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","attributes":{"a":1}}""", "attributes.a must be an object")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","attributes":{"a":{"string_value":"x"}}}""", "attributes.a.data_type must be a text")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","attributes":{"a":{"data_type":"Text","string_value":"x"}}}""", "attributes.a.data_type must be String, Number or Binary")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","attributes":{"a":{"data_type":"Binary","string_value":"x"}}}""", "attributes.a must have a binary_value")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","attributes":{"a":{"data_type":"Binary","binary_value":"?"}}}""", "attributes.a.binary_value must be base64")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","attributes":{"a..b":{"data_type":"String","string_value":"x"}}}""", "attributes.a..b must be named by")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","trace_header":""}""", "trace_header must be an X-Ray trace header")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","trace_header":"x"}""", "trace_header must be an X-Ray trace header")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","trace_header":"Root=1-5759e988-bd862e3fe1be46a99427279"}""", "trace_header must be an X-Ray trace header")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","trace_header":"Sampled=1"}""", "trace_header must be an X-Ray trace header")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","trace_header":"Root=1-5759e988-bd862e3fe1be46a994272793;Sampled"}""", "trace_header must be an X-Ray trace header")]
    [InlineData("""{"queue":"q","message_id":"1","body":"b","attributes":{"AWS.x":{"data_type":"String","string_value":"x"}}}""", "attributes.AWS.x must be named by")]
    public async Task A_line_that_breaks_a_rule_is_named_with_it_and_nothing_is_taken(string line, string rule)
    {
        var path = Path.Combine(_folder, "in.ndjson");
        await File.WriteAllTextAsync(path, $"{Fine}\n\n{line}\n", Given.Token);

        var refusal = await Assert.ThrowsAsync<CommandException>(() => LetterFile.ReadAsync(path, Given.Token));

        Assert.Contains($"line 3: {rule}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, refusal.ExitCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-007.50")]
    [InlineData("+.5")]
    [InlineData("5.")]
    [InlineData("1e126")]
    [InlineData("-1E+126")]
    [InlineData("1e-128")]
    [InlineData("9.9e125")]
    [InlineData("0e999")]
    [InlineData("12345678901234567890123456789012345678")]
    [InlineData("000123456789012345678901234567890123456780000")]
    public void A_number_that_SQS_takes_is_one(string number) => Assert.Equal(
        number,
        LetterLine.Read($$$$"""{"queue":"q","message_id":"1","body":"b","attributes":{"a":{"data_type":"Number","string_value":"{{{{number}}}}"}}}""").Message.Attributes["a"].StringValue);

    [Theory]
    [InlineData("seven")]
    [InlineData("1,5")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1e")]
    [InlineData("111111111111111111111111111111111111111")]
    [InlineData("1e127")]
    [InlineData("1.1e126")]
    [InlineData("9e-129")]
    [InlineData("1e99999999999")]
    [InlineData(" 1")]
    [InlineData("0x10")]
    public void A_number_that_SQS_does_not_take_is_refused(string number) => Assert.Equal(
        "attributes.a.string_value must be a number of at most 38 digits, and 0 or from 1e-128 to 1e126 without its sign",
        Assert.Throws<FormatException>(() => LetterLine.Read(
            $$$$"""{"queue":"q","message_id":"1","body":"b","attributes":{"a":{"data_type":"Number.int","string_value":"{{{{number}}}}"}}}""")).Message);

    [Theory]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:0")]
    [InlineData("Self=1-67891234-12456789abcdef012345678;Root=1-67891233-ABCDEF012345678912345678; Sampled=?;")]
    public void A_trace_header_of_X_Ray_is_one(string header) =>
        Assert.Equal(header, LetterLine.Read($$"""{"queue":"q","message_id":"1","body":"b","trace_header":"{{header}}"}""").Message.TraceHeader);

    [Fact]
    public async Task A_line_without_an_end_is_named_and_not_kept()
    {
        var path = Path.Combine(_folder, "in.ndjson");
        await using (var file = File.Create(path))
        {
            await file.WriteAsync(new byte[(16 << 20) + 1], Given.Token);
        }

        var refusal = await Assert.ThrowsAsync<CommandException>(() => LetterFile.ReadAsync(path, Given.Token));

        Assert.EndsWith("line 1: it must have at most 16,777,216 characters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_lines_are_named_and_where_the_check_ended()
    {
        var path = Path.Combine(_folder, "in.ndjson");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("[]\n\n", 12)), Given.Token);

        var refusal = await Assert.ThrowsAsync<CommandException>(() => LetterFile.ReadAsync(path, Given.Token));

        Assert.EndsWith("line 19: it must be one JSON object\n  the lines from 21 on were not checked", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_ten_attributes_and_more_than_256_KiB_are_refused()
    {
        var eleven = string.Join(',', Enumerable.Range(0, 11).Select(static i => $$$"""
            "a{{{i}}}":{"data_type":"String","string_value":"x"}
            """));
        Assert.Equal(
            "attributes must be at most 10",
            Assert.Throws<FormatException>(() => LetterLine.Read($$$"""{"queue":"q","message_id":"1","body":"b","attributes":{{{{eleven}}}}}""")).Message);
        Assert.Equal(
            "body and attributes together must have at most 256 KiB",
            Assert.Throws<FormatException>(() => LetterLine.Read($$"""{"queue":"q","message_id":"1","body":"{{new string('x', (256 * 1024) + 1)}}"}""")).Message);
    }

    [Fact]
    public async Task What_is_there_already_is_not_sent_again_one_for_one()
    {
        var letters = (await PutThreeAsync()).Letters;
        var lines = letters.Select(static letter => LetterLine.Read(LetterLine.Write("orders-dlq", letter))).ToList();

        var plan = ImportPlan.Of([.. lines, lines[0]], letters.Skip(1));

        Assert.Equal((2, 2), (plan.Missing.Count, plan.Present));
        Assert.All(plan.Missing, line => Assert.Equal(letters[0].Id, line.MessageId));
    }

    [Fact]
    public void The_report_of_an_import_for_a_program_is_one_object()
    {
        var report = new ImportReport("orders-dlq", Sent: 2, Present: 1, new Dictionary<string, int> { ["MessageTooLong"] = 1 });

        Assert.Equal("""{"queue":"orders-dlq","sent":2,"present":1,"not_sent":{"MessageTooLong":1},"dry_run":false,"interrupted":false,"may_be_sent":0,"missing":0}""", report.ToJson());
        Assert.Equal("2 imported to orders-dlq, 1 was already there, 1 not sent (MessageTooLong)", report.ToText());
    }

    private static async Task WriteAsync(string path, IReadOnlyList<Letter> letters)
    {
        await using var file = LetterFileWriter.Open(path);
        await file.WriteAsync("orders-dlq", letters);
    }

    private async Task<Selection> PutThreeAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            _bench.Put($$"""{"n":{{i}}}""");
        }

        return await _bench.SelectAsync(new LetterFilter());
    }

    private static IEnumerable<(string, string, string)> Texts(IReadOnlyDictionary<string, MessageAttributeValue> attributes) =>
        attributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal).Select(static attribute => (attribute.Key, attribute.Value.DataType, attribute.Value.StringValue));
}

using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS.Model;
using Orders.Queues;

namespace Orders.Tests.Faults.Fuzzing.Operators.Inputs;

/// <summary>A message on a dead-letter queue.</summary>
internal sealed record LetterItem(string Queue, string Id, string Body)
{
    public Dictionary<string, MessageAttributeValue>? Attributes { get; init; }

    public Dictionary<string, string>? System { get; init; }

    public string? GroupId => System?.GetValueOrDefault("MessageGroupId");
}

/// <summary>A request to the console.</summary>
internal sealed record ConsoleRequest(string Method, string Path, string Query, string Body, IReadOnlyList<KeyValuePair<string, string>> Headers);

/// <summary>An input: a command line or a request, and what stands in the deployment while it is run. JSON, so that it can be shrunk member by member.</summary>
internal sealed class Scenario
{
    public const string Letters = "letters";
    public const string Rows = "rows";
    public const string Records = "records";

    private Scenario()
    {
    }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyList<LetterItem> LetterItems { get; init; }

    public required IReadOnlyList<Dictionary<string, AttributeValue>> RowItems { get; init; }

    public required IReadOnlyList<string> RecordItems { get; init; }

    /// <summary>Lines of the audit log, lines of an import file, a settings file, what an editor saves; empty for none.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>What the services answer oddly.</summary>
    public required HashSet<string> Odd { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public string Metrics { get; init; } = "";

    public ConsoleRequest? Request { get; init; }

    /// <summary>How many odd things are in it.</summary>
    public int Items => Math.Max(1, LetterItems.Count + RowItems.Count + RecordItems.Count);

    /// <summary>Reads an input; null where it is none: shrinking makes such.</summary>
    public static Scenario? Read(byte[] input)
    {
        try
        {
            using var document = JsonDocument.Parse(input);
            var root = document.RootElement;
            return new Scenario
            {
                Arguments = [.. Elements(root, "args").Select(static argument => argument.GetString()!)],
                LetterItems = [.. Elements(root, Letters).Select(Letter)],
                RowItems = [.. Elements(root, Rows).Select(Row)],
                RecordItems = [.. Elements(root, Records).Select(static record => record.GetRawText())],
                Files = Texts(root, "files"),
                Odd = [.. Elements(root, "odd").Select(static word => word.GetString()!)],
                Variables = Texts(root, "variables"),
                Metrics = Member(root, "metrics") is { ValueKind: JsonValueKind.String } metrics ? metrics.GetString()! : "",
                Request = Member(root, "request") is { ValueKind: JsonValueKind.Object } request ? RequestOf(request) : null,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>An attribute's value as the SDK gives it.</summary>
    public static AttributeValue Value(JsonElement value) => new()
    {
        S = Member(value, "S")?.GetString(),
        N = Member(value, "N")?.GetString(),
        B = Member(value, "B") is { } binary ? new MemoryStream(binary.GetBytesFromBase64()) : null,
        BOOL = Member(value, "BOOL")?.GetBoolean(),
        NULL = Member(value, "NULL")?.GetBoolean(),
        L = Member(value, "L") is { } list ? [.. list.EnumerateArray().Select(Value)] : null,
        M = Member(value, "M") is { } map ? Row(map) : null,
        SS = Member(value, "SS") is { } texts ? [.. texts.EnumerateArray().Select(static text => text.GetString()!)] : null,
        NS = Member(value, "NS") is { } numbers ? [.. numbers.EnumerateArray().Select(static text => text.GetString()!)] : null,
        BS = Member(value, "BS") is { } binaries ? [.. binaries.EnumerateArray().Select(static one => new MemoryStream(one.GetBytesFromBase64()))] : null,
    };

    private static Dictionary<string, AttributeValue> Row(JsonElement row)
    {
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var member in row.EnumerateObject())
        {
            attributes[member.Name] = Value(member.Value);
        }

        return attributes;
    }

    private static LetterItem Letter(JsonElement letter, int index) => new(letter.GetProperty("queue").GetString()!, Known.OddLetter(index), letter.GetProperty("body").GetString()!)
    {
        Attributes = Member(letter, "attributes") is { ValueKind: JsonValueKind.Object } attributes ? Attributes(attributes) : null,
        System = Member(letter, "system") is { ValueKind: JsonValueKind.Object } ? new(Texts(letter, "system"), StringComparer.Ordinal) : null,
    };

    private static Dictionary<string, MessageAttributeValue> Attributes(JsonElement attributes)
    {
        var read = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal);
        foreach (var attribute in attributes.EnumerateObject())
        {
            read[attribute.Name] = new MessageAttributeValue
            {
                DataType = Member(attribute.Value, "type")?.GetString() ?? "",
                StringValue = Member(attribute.Value, "text")?.GetString(),
                BinaryValue = Member(attribute.Value, "bytes") is { } bytes ? new MemoryStream(bytes.GetBytesFromBase64()) : null,
            };
        }

        // A message has ten at most.
        return read.Count <= SqsLimits.Attributes ? read : throw new FormatException();
    }

    private static ConsoleRequest RequestOf(JsonElement request) => new(
        request.GetProperty("method").GetString()!,
        request.GetProperty("path").GetString()!,
        request.GetProperty("query").GetString()!,
        request.GetProperty("body").GetString()!,
        [.. Texts(request, "headers")]);

    private static JsonElement.ArrayEnumerator Elements(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.Array } elements ? elements.EnumerateArray() : default;

    private static Dictionary<string, string> Texts(JsonElement parent, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in Member(parent, name) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : default)
        {
            texts[member.Name] = member.Value.GetString()!;
        }

        return texts;
    }

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
}

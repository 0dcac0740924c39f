using System.Text;
using System.Text.Json;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.Serialization.SystemTextJson.Events;
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using CsCheck;

namespace Orders.Tests.Unit.AmazonLambda;

/// <summary>Events accept what <see cref="Utf8JsonReader"/> accepts, and errors name the same position.</summary>
public sealed class EventReaderTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", " ", "\n", "\t", "\"", "\"Records\"", "\"a\"", "\"\\u0041\"", "\"\\ud83d\"", "\"\\x\"", "\"\\u12\"", "\"\u0001\"", "\"ü🎈\"",
        "null", "true", "false", "nul", "0", "-1", "01", "1.", "1.5e+3", "1e", "-", "//x", "\"S\"", "\"N\"", "\"dynamodb\"", "\"Keys\"", "{\"x\":1}", "[1,2]", "\"0123456789abcdef\"", "\\",
    ];

    [Fact]
    public void Documents_of_random_pieces_are_taken_or_refused_as_the_frameworks_reader_does() =>
        Gen.Select(Gen.Int[0, Pieces.Length - 1].Select(static at => Pieces[at]).Array[1, 12], Gen.Bool).Sample(
            static (pieces, whole) =>
            {
                var text = string.Concat(pieces);
                AssertAgrees(Encoding.UTF8.GetBytes(whole ? $"{{\"other\":{text}}}" : text));
            },
            iter: 50_000);

    [Fact]
    public void An_event_with_any_byte_changed_is_taken_or_refused_as_the_frameworks_reader_does()
    {
        var document = """{"Records":[{"eventID":"e","x":[1,-2.5e3,true,{"a":null}],"dynamodb":{"Keys":{"order_id":{"S":"ab\"\u00fc"}},"SizeBytes":12}}]}"""u8.ToArray();
        Gen.Select(Gen.Int[0, document.Length - 1], Gen.Byte).Sample(
            (at, value) =>
            {
                var changed = (byte[])document.Clone();
                changed[at] = value;
                AssertAgrees(changed);
            },
            iter: 20_000);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(129)]
    public void Depth_has_the_same_limit(int depth) =>
        AssertAgrees(Encoding.ASCII.GetBytes($"{string.Concat(Enumerable.Repeat("{\"a\":", depth - 1))}{{}}{new string('}', depth - 1)}"));

    [Theory]
    [InlineData("""{"S":"web"}""", "S=web N=")]
    [InlineData("""{"S":""}""", "S= N=")]
    [InlineData("""{"S":"a\"\u00fc"}""", "S=a\"ü N=")]
    [InlineData("""{"S":"Für Oma ☕, länger als eine Reihe"}""", "S=Für Oma ☕, länger als eine Reihe N=")]
    [InlineData("""{"N":"3.14"}""", "S= N=3.14")]
    [InlineData("""{"N":"1\u0030"}""", "S= N=10")]
    [InlineData("""{"S":"a","N":"1"}""", "S=a N=1")]
    [InlineData("""{"N":"1","S":"a"}""", "S=a N=1")]
    [InlineData("""{"S":"a","S":"b"}""", "S=b N=")]
    [InlineData("""{"\u0053":"a"}""", "S=a N=")]
    [InlineData("""{"X":"a"}""", "S= N=")]
    [InlineData("""{"S":null}""", "S= N=")]
    public void A_value_is_read_with_and_without_white_space(string value, string expected)
    {
        var compact = $$$$$"""{"Records":[{"dynamodb":{"Keys":{"k":{{{{{value}}}}},"after":{"S":"z"}}}}]}""";
        Assert.Equal(expected, Told(Encoding.UTF8.GetBytes(compact)));
        Assert.Equal(expected, Told(Encoding.UTF8.GetBytes(compact.Replace("{", "{ ", StringComparison.Ordinal))));

        static string Told(byte[] utf8)
        {
            var keys = EventReader.ReadDocument<DynamoDBEvent>(utf8, new StringPool(), StreamEvents.Read)!.Records[0].Dynamodb.Keys;
            Assert.Equal("z", keys["after"].S);
            return $"S={keys["k"].S} N={keys["k"].N}";
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(62)]
    public void A_values_depth_has_the_same_limit(int lists) =>
        AssertAgrees(Encoding.ASCII.GetBytes(
            "{\"Records\":[{\"dynamodb\":{\"Keys\":{\"k\":" + string.Concat(Enumerable.Repeat("{\"L\":[", lists)) + "{\"S\":\"a\"}" + string.Concat(Enumerable.Repeat("]}", lists)) + "}}}]}"));

    [Fact]
    public void One_serializer_reads_several_events_at_once()
    {
        SourceGeneratorLambdaJsonSerializer<BootstrapContext> serializer = new();
        Parallel.For(0, 2_000, index =>
        {
            // Names that differ from event to event, and take each other's places.
            var name = $"name-{index % 700}";
            using MemoryStream json = new(Encoding.UTF8.GetBytes($$$$$"""{"Records":[{"eventName":"{{{{{name}}}}}","dynamodb":{"Keys":{"{{{{{name}}}}}":{"N":"{{{{{index}}}}}"}}}}]}"""));
            var record = serializer.Deserialize<DynamoDBEvent>(json).Records[0];
            Assert.Equal(name, record.EventName);
            Assert.Equal($"{index}", record.Dynamodb.Keys[name].N);
        });
    }

    // Where both take a document but it has not the event's form, ours says so; malformed is the same for both.
    private static void AssertAgrees(byte[] utf8)
    {
        var (expected, line, at) = Framework(utf8);
        var ours = Ours(utf8);
        if (expected)
        {
            Assert.DoesNotContain("not valid JSON", ours ?? "", StringComparison.Ordinal);
        }
        else
        {
            // The form may be wrong before the JSON is.
            Assert.True(
                ours is not null && (ours == $"The event is not valid JSON at line {line}, byte {at}." || ours.StartsWith("The event does not have the expected form", StringComparison.Ordinal)),
                $"{Encoding.UTF8.GetString(utf8)}: {ours}");
        }
    }

    private static string? Ours(byte[] utf8)
    {
        try
        {
            EventReader.ReadDocument<DynamoDBEvent>(utf8, new StringPool(), StreamEvents.Read);
            return null;
        }
        catch (JsonException exception)
        {
            return exception.Message;
        }
    }

    private static (bool IsValid, long? Line, long? Byte) Framework(byte[] utf8)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = 128 });
        try
        {
            while (reader.Read())
            {
            }

            return (true, null, null);
        }
        catch (JsonException exception)
        {
            return (false, exception.LineNumber, exception.BytePositionInLine);
        }
    }
}

using System.Text;
using Amazon.Lambda.DynamoDBEvents;

namespace Orders.Tests.Contract.AmazonLambda;

public sealed class StreamEventTests
{
    [Fact]
    public void A_change_has_its_images_and_its_place_in_the_shard()
    {
        var record = Decode("stream-modify");

        Assert.Equal("MODIFY", record.EventName);
        Assert.Equal("1.1", record.EventVersion);
        Assert.Equal("aws:dynamodb", record.EventSource);
        Assert.Equal("ap-south-1", record.AwsRegion);
        Assert.Equal("arn:aws:dynamodb:ap-south-1:123456789012:table/Orders/stream/2026-07-01T08:15:30.123", record.EventSourceArn);
        Assert.Equal("4421584500000000017450439092", record.Dynamodb.SequenceNumber);
        Assert.Equal(1322, record.Dynamodb.SizeBytes);
        Assert.Equal("NEW_AND_OLD_IMAGES", record.Dynamodb.StreamViewType);
        Assert.Equal("01982f4e-7a0c-7d31-9b4e-2f60c1d8a953", record.Dynamodb.Keys["order_id"].S);
        Assert.Equal(("PENDING", "1"), (record.Dynamodb.OldImage["status"].S, record.Dynamodb.OldImage["version"].N));
        Assert.Equal(("PROCESSING", "2"), (record.Dynamodb.NewImage["status"].S, record.Dynamodb.NewImage["version"].N));
        Assert.False(record.Dynamodb.NewImage.ContainsKey("status_shard"));
        Assert.Null(record.UserIdentity);
    }

    [Fact]
    public void An_insert_has_no_old_image_and_a_removal_no_new_one()
    {
        Assert.Null(Decode("stream-insert").Dynamodb.OldImage);
        Assert.Null(Decode("stream-remove").Dynamodb.NewImage);
    }

    [Fact]
    public void A_removal_by_time_to_live_tells_so()
    {
        var identity = Decode("stream-ttl-removal").UserIdentity;

        Assert.Equal(("Service", "dynamodb.amazonaws.com"), (identity.Type, identity.PrincipalId));
    }

    [Fact]
    public void Every_type_of_attribute_is_decoded()
    {
        var image = Decode("stream-all-types").Dynamodb.NewImage;

        Assert.Equal(string.Empty, image["empty"].S);
        Assert.Equal("a \"quoted\" \\ path\n2nd line 🎁", image["quoted"].S);
        Assert.Equal("-1.2345678901234567890123456789012345678E+125", image["big"].N);
        Assert.Equal([0, 1, 2, 127, 128, 255], image["binary"].B.ToArray());
        Assert.Empty(image["empty_binary"].B.ToArray());
        Assert.Equal((true, false), (image["yes"].BOOL, image["no"].BOOL));
        Assert.Equal((true, null), (image["nothing"].NULL, image["nothing"].S));
        Assert.Equal(["Giraffe", "Hippo", "Zèbre"], image["strings"].SS);
        Assert.Equal(["42.2", "-19", "7.5"], image["numbers"].NS);
        Assert.Equal([[1, 2, 3], [255]], image["binaries"].BS.Select(static binary => binary.ToArray()));
        Assert.Equal("Cookies", image["list"].L[0].S);
        Assert.True(image["list"].L[2].L[0].BOOL);
        Assert.Equal([9], image["list"].L[3].M["b"].B.ToArray());
        Assert.Equal("x", Assert.Single(image["map"].M["inner"].M["tags"].SS));
        Assert.Empty(image["map"].M["inner"].M["deep"].L);
        Assert.Empty(image["empty_map"].M);
        Assert.Null(image["empty_map"].L);
    }

    [Theory]
    [InlineData("1783075201", "2026-07-03T10:40:01.0000000Z")]
    [InlineData("1783075201.123456", "2026-07-03T10:40:01.1234560Z")]
    [InlineData("1.783075201E9", "2026-07-03T10:40:01.0000000Z")]
    [InlineData("\"2026-07-03T10:40:01Z\"", "2026-07-03T10:40:01.0000000Z")]
    public void The_time_of_a_change_is_in_seconds_since_1970(string sent, string expected)
    {
        var time = Events.Decode<DynamoDBEvent>($$"""{"Records":[{"dynamodb":{"ApproximateCreationDateTime":{{sent}} } }]}""")
            .Records[0].Dynamodb.ApproximateCreationDateTime;

        Assert.Equal(expected, time.ToString("O"));
    }

    [Fact]
    public void An_item_may_nest_as_deep_as_the_table_takes_it()
    {
        const int Deepest = 32;
        var value = new StringBuilder("""{"S":"bottom"}""");
        for (var level = 1; level < Deepest; level++)
        {
            value.Insert(0, """{"M":{"m":""").Append("}}");
        }

        var attribute = Events.Decode<DynamoDBEvent>($$"""{"Records":[{"dynamodb":{"NewImage":{"m":{{value}} } } }]}""")
            .Records[0].Dynamodb.NewImage["m"];
        for (var level = 1; level < Deepest; level++)
        {
            attribute = attribute.M["m"];
        }

        Assert.Equal("bottom", attribute.S);
    }

    [Fact]
    public void A_response_names_the_records_that_failed()
    {
        StreamsEventResponse response = new() { BatchItemFailures = [new() { ItemIdentifier = "4421584500000000017450439092" }] };

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"4421584500000000017450439092"}]}""", Events.Encode(response));
        Assert.Equal("""{"batchItemFailures":[]}""", Events.Encode(new StreamsEventResponse()));
    }

    private static DynamoDBEvent.DynamodbStreamRecord Decode(string name) =>
        Assert.Single(Events.Decode<DynamoDBEvent>(Payload.Read(name)).Records);
}

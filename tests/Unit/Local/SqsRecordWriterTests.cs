using System.Buffers;
using System.Text;
using Amazon.SQS.Model;
using Orders.Local.Mappings.Sqs;

namespace Orders.Tests.Unit.Local;

public sealed class SqsRecordWriterTests
{
    [Fact]
    public void A_message_becomes_exactly_what_Lambda_sends()
    {
        var message = new Message
        {
            MessageId = "id-1",
            ReceiptHandle = "handle",
            Body = "café \"😀\" <\n>",
            MD5OfBody = "m1",
            MD5OfMessageAttributes = "m2",
            Attributes = new() { ["ApproximateReceiveCount"] = "2", ["MessageGroupId"] = "g" },
            MessageAttributes = new()
            {
                ["text"] = new() { DataType = "String", StringValue = "v" },
                ["bytes"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([1, 2, 3]) },
            },
        };
        var output = new ArrayBufferWriter<byte>();

        SqsRecordWriter.Write(output, message, "arn:aws:sqs:ap-south-1:000000000000:orders", "ap-south-1");

        Assert.Equal(
            """
            {"messageId":"id-1","receiptHandle":"handle","body":"café \"\uD83D\uDE00\" <\n>",
            "attributes":{"ApproximateReceiveCount":"2","MessageGroupId":"g"},
            "messageAttributes":{
            "text":{"stringValue":"v","stringListValues":[],"binaryListValues":[],"dataType":"String"},
            "bytes":{"binaryValue":"AQID","stringListValues":[],"binaryListValues":[],"dataType":"Binary"}},
            "md5OfMessageAttributes":"m2","md5OfBody":"m1","eventSource":"aws:sqs",
            "eventSourceARN":"arn:aws:sqs:ap-south-1:000000000000:orders","awsRegion":"ap-south-1"}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(output.WrittenSpan));
    }
}

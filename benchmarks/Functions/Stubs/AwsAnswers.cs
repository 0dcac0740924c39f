using System.Buffers;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Orders.Benchmarks.Functions.Stubs;

/// <summary>The answers of both services to the calls that the functions make: all goes well, and nothing was there before.</summary>
internal static class AwsAnswers
{
    /// <summary>The answer to one call.</summary>
    /// <param name="target">The header <c>X-Amz-Target</c>, as <c>AmazonSQS.SendMessageBatch</c>; without one, it is a ping.</param>
    /// <param name="body">The request's JSON.</param>
    /// <returns>The answer's JSON and, of DynamoDB, its checksum, which the SDK compares.</returns>
    public static (byte[] Body, uint? Checksum) To(string target, ReadOnlySpan<byte> body)
    {
        if (target == "AmazonSQS.SendMessageBatch")
        {
            return (Sent(body), null);
        }

        var answer = target switch
        {
            "DynamoDB_20120810.BatchExecuteStatement" => Written(body),
            "DynamoDB_20120810.PutItem" => "{}"u8.ToArray(),
            "" => "healthy"u8.ToArray(),
            "DynamoDB_20120810.BatchGetItem" => """{"Responses":{"orders":[]},"UnprocessedKeys":{}}"""u8.ToArray(),
            _ => throw new InvalidOperationException($"The stub has no answer to '{target}'."),
        };
        return (answer, Crc32.HashToUInt32(answer));
    }

    // With little garbage: where the functions' own is measured, this is in the same process.
    private static byte[] Sent(ReadOnlySpan<byte> body)
    {
        var answer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(answer);
        json.WriteStartObject();
        json.WriteStartArray("Successful"u8);
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            // An entry's own members, not those of its attributes.
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 3)
            {
                if (reader.ValueTextEquals("Id"u8))
                {
                    reader.Read();
                    json.WriteStartObject();
                    json.WriteString("Id"u8, reader.ValueSpan);
                    json.WriteString("MessageId"u8, "8f1c6a52-7f0e-4b7c-9d0a-3a4f7be1d2c6"u8);
                }
                else if (reader.ValueTextEquals("MessageBody"u8))
                {
                    reader.Read();
                    json.WriteString("MD5OfMessageBody"u8, Md5(ref reader));
                }
            }
            else if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 2)
            {
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return answer.WrittenSpan.ToArray();
    }

    private static string Md5(ref Utf8JsonReader reader)
    {
        var text = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            Span<byte> hash = stackalloc byte[16];
#pragma warning disable CA5351 // What SQS answers with: a checksum, and no secret.
            MD5.HashData(text.AsSpan(0, reader.CopyString(text)), hash);
#pragma warning restore CA5351
            return Convert.ToHexStringLower(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private static byte[] Written(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var statements = 0;
        while (reader.Read())
        {
            statements += reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("Statement"u8) ? 1 : 0;
        }

        return Encoding.UTF8.GetBytes($$"""{"Responses":[{{string.Join(',', Enumerable.Repeat("""{"TableName":"orders"}""", statements))}}]}""");
    }
}

using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orders.Benchmarks.Functions.Stubs;

/// <summary>The answers of both services to the calls that the functions make: all goes well, and nothing was there before.</summary>
internal static class AwsAnswers
{
    /// <summary>The answer to one call.</summary>
    /// <param name="target">The header <c>X-Amz-Target</c>, as <c>AmazonSQS.SendMessageBatch</c>.</param>
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
            "DynamoDB_20120810.BatchExecuteStatement" => Inserted(body),
            "DynamoDB_20120810.BatchGetItem" => """{"Responses":{"orders":[]},"UnprocessedKeys":{}}"""u8.ToArray(),
            _ => throw new InvalidOperationException($"The stub has no answer to '{target}'."),
        };
        return (answer, Crc32.HashToUInt32(answer));
    }

    private static byte[] Sent(ReadOnlySpan<byte> body)
    {
        var entries = JsonNode.Parse(body)!["Entries"]!.AsArray();
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["Successful"] = new JsonArray([.. entries.Select(static entry => new JsonObject
            {
                ["Id"] = entry!["Id"]!.GetValue<string>(),
                ["MessageId"] = "8f1c6a52-7f0e-4b7c-9d0a-3a4f7be1d2c6",
#pragma warning disable CA5351 // What SQS answers with: a checksum, and no secret.
                ["MD5OfMessageBody"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(entry["MessageBody"]!.GetValue<string>()))),
#pragma warning restore CA5351
            })]),
        }.ToJsonString());
    }

    private static byte[] Inserted(ReadOnlySpan<byte> body)
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

using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// Writes the functions' responses. The names and their order are the services' own: SQS treats a whole batch as failed if a name is
/// misspelt.
/// </summary>
internal static class Responses
{
    /// <summary>Writes a response of a known type.</summary>
    /// <returns>False if the type is unknown, and nothing was written.</returns>
    public static bool TryWrite(Utf8JsonWriter json, object response)
    {
        switch (response)
        {
            case SQSBatchResponse batch:
                WriteFailures(json, batch.BatchItemFailures?.Select(static failure => failure?.ItemIdentifier));
                return true;
            case StreamsEventResponse batch:
                WriteFailures(json, batch.BatchItemFailures?.Select(static failure => failure?.ItemIdentifier));
                return true;
            case APIGatewayHttpApiV2ProxyResponse answer:
                Write(json, answer);
                return true;
            case APIGatewayProxyResponse answer:
                Write(json, answer);
                return true;
            default:
                return false;
        }
    }

    private static void WriteFailures(Utf8JsonWriter json, IEnumerable<string?>? itemIdentifiers)
    {
        json.WriteStartObject();
        json.WriteStartArray("batchItemFailures"u8);
        foreach (var itemIdentifier in itemIdentifiers ?? [])
        {
            json.WriteStartObject();
            json.WriteString("itemIdentifier"u8, itemIdentifier);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, APIGatewayHttpApiV2ProxyResponse answer)
    {
        json.WriteStartObject();
        json.WriteNumber("statusCode"u8, answer.StatusCode);
        WriteMap(json, "headers"u8, answer.Headers);
        WriteStrings(json, "cookies"u8, answer.Cookies);
        WriteBody(json, answer.Body, answer.IsBase64Encoded);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, APIGatewayProxyResponse answer)
    {
        json.WriteStartObject();
        json.WriteNumber("statusCode"u8, answer.StatusCode);
        WriteMap(json, "headers"u8, answer.Headers);
        if (answer.MultiValueHeaders is { } headers)
        {
            json.WriteStartObject("multiValueHeaders"u8);
            foreach (var (name, values) in headers)
            {
                json.WritePropertyName(name);
                WriteStrings(json, values);
            }

            json.WriteEndObject();
        }

        WriteBody(json, answer.Body, answer.IsBase64Encoded);
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, string? body, bool isBase64Encoded)
    {
        if (body is not null)
        {
            json.WriteString("body"u8, body);
        }

        json.WriteBoolean("isBase64Encoded"u8, isBase64Encoded);
    }

    private static void WriteMap(Utf8JsonWriter json, ReadOnlySpan<byte> member, IDictionary<string, string>? map)
    {
        if (map is null)
        {
            return;
        }

        json.WriteStartObject(member);
        foreach (var (name, value) in map)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> member, string[]? values)
    {
        if (values is not null)
        {
            json.WritePropertyName(member);
            WriteStrings(json, values);
        }
    }

    private static void WriteStrings(Utf8JsonWriter json, IEnumerable<string>? values)
    {
        if (values is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}

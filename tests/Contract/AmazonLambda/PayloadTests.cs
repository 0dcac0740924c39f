using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;

namespace Orders.Tests.Contract.AmazonLambda;

public sealed class PayloadTests
{
    // Members the services send for which the official types have no place, and the certificate, which no function reads.
    private static readonly string[] Unmapped = ["protocol", "deploymentId", "principalOrgId", "clientCert"];

    public static TheoryData<string> Names => [.. Payload.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_member_of_a_saved_payload_is_decoded(string name)
    {
        var sent = JsonNode.Parse(Payload.Read(name))!;
        var read = JsonNode.Parse(OfItsType(name, new Encoded()))!;

        Normalize(sent, name);
        Normalize(read, name);
        Assert.Equal(sent.ToJsonString(), read.ToJsonString(), ignoreAllWhiteSpace: false);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_context_that_lists_the_types_decodes_the_same(string name)
    {
        var (own, metadata) = (OfItsType(name, new Encoded()), OfItsType(name, new EncodedByMetadata()));

        Assert.Equal(metadata, own);
    }

    private interface IUse
    {
        string Of<T>(byte[] payload);
    }

    private sealed class Encoded : IUse
    {
        public string Of<T>(byte[] payload) => Events.EncodeByMetadata(Events.Decode<T>(payload));
    }

    private sealed class EncodedByMetadata : IUse
    {
        public string Of<T>(byte[] payload) => Events.EncodeByMetadata(Events.DecodeByMetadata<T>(payload));
    }

    private static string OfItsType(string name, IUse use) => (name, Payload.Read(name)) switch
    {
        ({ } n, var payload) when n.StartsWith("sqs-", StringComparison.Ordinal) => use.Of<SQSEvent>(payload),
        ({ } n, var payload) when n.StartsWith("stream-", StringComparison.Ordinal) => use.Of<DynamoDBEvent>(payload),
        ({ } n, var payload) when n.StartsWith("rest-", StringComparison.Ordinal) => use.Of<APIGatewayProxyRequest>(payload),
        (_, var payload) => use.Of<APIGatewayHttpApiV2ProxyRequest>(payload),
    };

    // In the order of names; nulls, which are not written, left out; times in one form.
    private static void Normalize(JsonNode node, string name)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (key, value) in members.ToArray())
                {
                    members.Remove(key);
                    if (value is null || (IsRest(name) && Unmapped.Contains(key)))
                    {
                        continue;
                    }

                    Normalize(value, name);
                    members[key] = key is "ApproximateCreationDateTime" ? Seconds(value) : value;
                }

                foreach (var (key, value) in members.OrderBy(static member => member.Key, StringComparer.Ordinal).ToArray())
                {
                    members.Remove(key);
                    members[key] = value;
                }

                break;
            case JsonArray elements:
                foreach (var element in elements)
                {
                    Normalize(element!, name);
                }

                break;
            default:
                break;
        }
    }

    private static bool IsRest(string name) => name.StartsWith("rest-", StringComparison.Ordinal);

    private static double Seconds(JsonNode time) => time.GetValueKind() is System.Text.Json.JsonValueKind.Number
        ? time.GetValue<double>()
        : (time.GetValue<DateTime>() - DateTime.UnixEpoch).TotalSeconds;
}

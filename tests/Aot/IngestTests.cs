using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot;

public sealed class IngestTests(EmulatorFixture emulators, NativeFunctions native)
{
    [Theory]
    [InlineData("http-api-2.0-post", 200)]
    [InlineData("http-api-2.0-iam", 200)]
    [InlineData("http-api-2.0-jwt", 404)]
    [InlineData("http-api-2.0-base64", 403)] // Its authorizer names nobody.
    [InlineData("function-url", 200)]
    [InlineData("rest-1.0-post", 200)]
    [InlineData("rest-1.0-authorizer", 200)]
    public async Task A_request_in_any_shape_is_answered_as_under_the_JIT(string payload, int status)
    {
        var command = (await native.CommandsAsync()).Ingest;

        var (answers, effects) = await Comparison.RunAsync(emulators, command, ManagedFunctions.Ingest, Payload.Read(payload));

        using var answer = JsonDocument.Parse(Assert.Single(answers));
        Assert.Equal(status, answer.RootElement.GetProperty("statusCode").GetInt32());
        Assert.Equal(status == 200 ? 1 : 0, effects.Messages.Count);
    }

    [Fact]
    public async Task A_body_that_comes_as_base64_is_the_same_order()
    {
        var command = (await native.CommandsAsync()).Ingest;
        var request = JsonNode.Parse(Payload.Read("http-api-2.0-post"))!;
        request["body"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(request["body"]!.GetValue<string>()));
        request["isBase64Encoded"] = true;

        var (answers, effects) = await Comparison.RunAsync(
            emulators, command, ManagedFunctions.Ingest, Payload.Read("http-api-2.0-post"), Encoding.UTF8.GetBytes(request.ToJsonString()));

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(2, effects.Messages.Count);
    }

    [Fact]
    public async Task Direct_calls_and_what_is_no_request_are_answered_as_under_the_JIT()
    {
        var command = (await native.CommandsAsync()).Ingest;

        var (answers, effects) = await Comparison.RunAsync(
            emulators,
            command,
            ManagedFunctions.Ingest,
            """{"body": "{\"item\": \"Laptop\", \"quantity\": 2}"}"""u8.ToArray(),
            """{"item":"Laptop","quantity":"2"}"""u8.ToArray(),
            "[1,2"u8.ToArray());

        Assert.Equal([200, 400, 400], answers.Select(static answer =>
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.GetProperty("statusCode").GetInt32();
        }));
        Assert.Single(effects.Messages);
    }
}

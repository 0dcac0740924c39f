using System.Reflection;
using System.Text.Json.Nodes;
using Orders.Events;
using Orders.Messages;
using Orders.Model;
using Orders.Notifier;
using Orders.Queues;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Events;

public sealed class AsyncApiTests
{
    static readonly JsonObject Root = Yaml.Read("asyncapi.yaml");

    static readonly JsonObject Settings = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "terraform", "pipeline.auto.tfvars.json")))!.AsObject();

    [Fact]
    public void The_messages_of_each_channel_are_those_of_the_code()
    {
        Assert.Equal(Constants(typeof(MessageTypes)), NamesOn("orders"));
        Assert.Equal(["rejected"], NamesOn("ordersDeadLetters"));
        Assert.Equal(EventTypes.All, NamesOn("consumerEvents"));
        Assert.Equal(EventTypes.All, NamesOn("consumerDeadLetters"));
        Assert.Equal(InvalidChangeException.Codes.Concat(["on_failure_report", "records_notice"]).ToHashSet(), NamesOn("orderEventsDeadLetters"));
    }

    [Fact]
    public void The_type_of_a_message_is_the_one_its_schema_asks_for()
    {
        foreach (var message in MessagesOn("orders"))
        {
            var reference = (string)message["payload"]!["schema"]!["$ref"]!;
            var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Contracts, reference)))!;
            Assert.Equal([(string)message["name"]!], JsonWalk.Texts(schema["properties"]!["type"]!["enum"]));
        }
    }

    [Fact]
    public void The_queues_have_the_names_they_are_deployed_with()
    {
        var channels = Root["channels"]!;
        Assert.Equal((string?)Settings["orders_queue"]!["name"], (string?)channels["orders"]!["address"]);
        Assert.Equal((string?)Settings["orders_queue"]!["dead_letter_queue"], (string?)channels["ordersDeadLetters"]!["address"]);
        Assert.Equal((string?)Settings["order_events_dlq"]!["name"], (string?)channels["orderEventsDeadLetters"]!["address"]);
        Assert.Equal(
            Settings["consumers"]!.AsArray().Select(static consumer => (string)consumer!["queue"]!),
            JsonWalk.Texts(channels["consumerEvents"]!["parameters"]!["consumerQueue"]!["examples"]));
        Assert.Equal(
            Settings["consumers"]!.AsArray().Select(static consumer => $"order-events-{consumer!["name"]}-dlq.fifo"),
            JsonWalk.Texts(channels["consumerDeadLetters"]!["parameters"]!["consumerDeadLetterQueue"]!["examples"]));
        Assert.All(channels.AsObject(), static channel => Assert.Equal(
            ((string)channel.Value!["bindings"]!["sqs"]!["queue"]!["name"]!).EndsWith(".fifo", StringComparison.Ordinal),
            (bool)channel.Value["bindings"]!["sqs"]!["queue"]!["fifoQueue"]!));
    }

    [Fact]
    public void The_message_attributes_are_those_of_the_code()
    {
        var schemas = Root["components"]!["schemas"]!;
        Assert.Equal([TraceParent.Name], schemas["traceAttributes"]!["properties"]!.AsObject().Select(static property => property.Key));
        Assert.Equal([DeadLetter.AttributeName], schemas["deadLetterAttributes"]!["properties"]!.AsObject().Select(static property => property.Key));
    }

    static HashSet<string> NamesOn(string channel) => [.. MessagesOn(channel).Select(static message => (string)message["name"]!)];

    static IEnumerable<JsonNode> MessagesOn(string channel) =>
        Root["channels"]![channel]!["messages"]!.AsObject().Select(static message => JsonWalk.Resolve(Root, message.Value!));

    static HashSet<string> Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetValue(null)!)];
}

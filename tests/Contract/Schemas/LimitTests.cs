using System.Reflection;
using System.Text.Json.Nodes;
using Orders.Events;
using Orders.Ingest.Routes;
using Orders.Model;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Schemas;

public sealed class LimitTests
{
    static readonly JsonNode Fields = Read("fields")["definitions"]!;

    // What a schema cannot check, its description says.
    static readonly Dictionary<string, Func<bool>> Stated = new()
    {
        [nameof(OrderLimits.ItemCharacters)] = static () => Longest("item") == OrderLimits.ItemCharacters,
        [nameof(OrderLimits.Quantity)] = static () => (int)Fields["quantity"]!["maximum"]! == OrderLimits.Quantity,
        [nameof(OrderLimits.CustomerNameCharacters)] = static () => Longest("customer_name") == OrderLimits.CustomerNameCharacters,
        [nameof(OrderLimits.DefaultCustomerName)] = static () => (string)Fields["customer_name"]!["default"]! == OrderLimits.DefaultCustomerName,
        [nameof(OrderLimits.CustomerEmailCharacters)] = static () => Longest("customer_email") == OrderLimits.CustomerEmailCharacters,
        [nameof(OrderLimits.MetadataPairs)] = static () => (int)Fields["metadata"]!["maxProperties"]! == OrderLimits.MetadataPairs,
        [nameof(OrderLimits.MetadataKeyCharacters)] = static () =>
            Assert.Single(Fields["metadata"]!["patternProperties"]!.AsObject()).Key.Contains($"{{1,{OrderLimits.MetadataKeyCharacters}}}", StringComparison.Ordinal)
            && Describes("metadata", $"1 to {OrderLimits.MetadataKeyCharacters} characters"),
        [nameof(OrderLimits.MetadataBytes)] = static () => Describes("metadata", $"{OrderLimits.MetadataBytes} bytes"),
        [nameof(OrderLimits.IdempotencyKeyCharacters)] = static () => Longest("idempotency_key") == OrderLimits.IdempotencyKeyCharacters,
        [nameof(OrderLimits.OwnerCharacters)] = static () =>
            Longest("owner") == OrderLimits.OwnerCharacters && (int)Read("place-order")["properties"]!["source"]!["maxLength"]! == OrderLimits.OwnerCharacters,
        [nameof(OrderLimits.ReasonCharacters)] = static () => Longest("reason") == OrderLimits.ReasonCharacters,
        [nameof(OrderLimits.ExpiryHours)] = static () =>
            (int)Read("expire-pending")["properties"]!["older_than_hours"]!["maximum"]! == OrderLimits.ExpiryHours,
        [nameof(OrderLimits.PlacedAtMin)] = static () => Describes("given_time", "Not before 1970-01-01T00:00:00Z") && OrderLimits.PlacedAtMin == DateTimeOffset.UnixEpoch,
        [nameof(OrderLimits.PlacedAtMinutesAhead)] = static () => Describes("given_time", $"at most {OrderLimits.PlacedAtMinutesAhead} minutes"),
        [nameof(OrderLimits.OrderBytes)] = static () => new[] { "order-request", "place-order" }.All(static schema =>
            ((string)Read(schema)["description"]!).Contains($"at most {OrderLimits.OrderBytes / 1024} KiB", StringComparison.OrdinalIgnoreCase)),
        [nameof(OrderLimits.OrdersPerRequest)] = static () =>
            (int)Read("order-requests")["maxItems"]! == OrderLimits.OrdersPerRequest
            && (int)Read("results")["properties"]!["results"]!["maxItems"]! == OrderLimits.OrdersPerRequest,
        [nameof(OrderLimits.JsonDepth)] = static () =>
            ((string)Read("order-request")["description"]!).Contains($"nested at most {OrderLimits.JsonDepth} deep", StringComparison.Ordinal),
    };

    public static TheoryData<string> Limits =>
        [.. typeof(OrderLimits).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static limit => limit.Name)];

    [Theory]
    [MemberData(nameof(Limits))]
    public void Each_limit_of_the_code_is_stated_in_the_schemas(string limit) => Assert.True(Stated[limit]());

    [Fact]
    public void A_page_has_as_many_orders_as_the_code_allows() =>
        Assert.Equal(ListOrders.MaxOrders, (int)Read("order-page")["properties"]!["orders"]!["maxItems"]!);

    [Fact]
    public void The_statuses_are_those_of_the_code() =>
        Assert.Equal(OrderStatusNames.All, string.Join(", ", JsonWalk.Texts(Fields["status"]!["enum"])));

    [Fact]
    public void The_types_of_events_are_those_of_the_code() =>
        Assert.Equal(EventTypes.All, JsonWalk.Texts(Read("event")["properties"]!["type"]!["enum"]).ToHashSet());

    static int Longest(string field) => (int)Fields[field]!["maxLength"]!;

    static bool Describes(string field, string rule) => ((string)Fields[field]!["description"]!).Contains(rule, StringComparison.Ordinal);

    static JsonNode Read(string schema) => JsonNode.Parse(File.ReadAllText(SchemaFiles.PathOf(schema)))!;
}

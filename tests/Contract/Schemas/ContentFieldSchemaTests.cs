using System.Text.Json.Nodes;
using Orders.Model;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Schemas;

/// <summary>Each field of an order's content is in every schema that has orders, with the same rule as in the code.</summary>
public sealed class ContentFieldSchemaTests
{
    public static TheoryData<string> Names => [.. ContentFields.All.Select(static each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Requests_and_messages_have_it(string name)
    {
        foreach (var schema in (string[])["order-request", "place-order"])
        {
            Assert.Contains(name, Read(schema)["properties"]!.AsObject().Select(static member => member.Key));
            Assert.Equal(Field(name).IsRequired, IsRequired(schema, name));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_and_events_have_it_and_may_lack_only_what_is_optional_or_personal(string name)
    {
        Assert.Contains(name, Read("order")["properties"]!.AsObject().Select(static member => member.Key));
        Assert.Equal(Field(name) is { IsOptional: false, IsPersonal: false }, IsRequired("order", name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_limits_are_those_of_the_code(string name)
    {
        var rule = Read("fields")["definitions"]![name]!;
        switch (Field(name))
        {
            case TextField text:
                Assert.Equal((text.MinCharacters, text.MaxCharacters), ((int?)rule["minLength"] ?? 0, (int)rule["maxLength"]!));
                break;
            case NumberField number:
                Assert.Equal((1, number.Max), ((int)rule["minimum"]!, (int)rule["maximum"]!));
                break;
            default:
                Assert.Equal("object", (string?)rule["type"]);
                break;
        }
    }

    static ContentField Field(string name) => ContentFields.All.Single(field => field.Name == name);

    static bool IsRequired(string schema, string name) => Read(schema)["required"]!.AsArray().Any(required => (string?)required == name);

    static JsonNode Read(string schema) => JsonNode.Parse(File.ReadAllText(SchemaFiles.PathOf(schema)))!;
}

using System.Text.Json.Nodes;
using NJsonSchema.Validation;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Schemas;

/// <summary>A validator passes over keywords that it does not know, so each that the schemas use must be seen to refuse something.</summary>
public sealed class SchemaKeywordTests
{
    static readonly string[] Annotations = ["$schema", "title", "description", "default", "definitions"];

    static readonly (string Keyword, string Schema, string Bad, ValidationErrorKind Kind)[] Refusals =
    [
        ("type", "order-request", "[]", ValidationErrorKind.ObjectExpected),
        ("$ref", "order-request", """{"item":7,"quantity":1}""", ValidationErrorKind.StringExpected),
        ("properties", "order-request", """{"item":"x","quantity":"1"}""", ValidationErrorKind.IntegerExpected),
        ("required", "order-request", """{"item":"x"}""", ValidationErrorKind.PropertyRequired),
        ("additionalProperties", "order-request", """{"item":"x","quantity":1,"colour":"x"}""", ValidationErrorKind.NoAdditionalPropertiesAllowed),
        ("minLength", "order-request", """{"item":"","quantity":1}""", ValidationErrorKind.StringTooShort),
        ("maxLength", "status-request", $$"""{"status":"CANCELLED","reason":"{{new string('x', 257)}}"}""", ValidationErrorKind.StringTooLong),
        ("not", "order-request", """{"item":"a\tb","quantity":1}""", ValidationErrorKind.ExcludedSchemaValidates),
        ("pattern", "order-request", """{"item":"x","quantity":1,"customer_email":"x"}""", ValidationErrorKind.PatternMismatch),
        ("minimum", "order-request", """{"item":"x","quantity":0}""", ValidationErrorKind.NumberTooSmall),
        ("maximum", "order-request", """{"item":"x","quantity":1000001}""", ValidationErrorKind.NumberTooBig),
        ("maxProperties", "order-request", Pairs(21), ValidationErrorKind.TooManyProperties),
        ("patternProperties", "order-request", """{"item":"x","quantity":1,"metadata":{"k":7}}""", ValidationErrorKind.StringExpected),
        ("enum", "status-request", """{"status":"NO_SUCH_STATUS"}""", ValidationErrorKind.NotInEnumeration),
        ("anyOf", "place-order", """{"item":"x","quantity":1}""", ValidationErrorKind.NotAnyOf),
        ("oneOf", "dead-letter", "{}", ValidationErrorKind.NotOneOf),
        ("items", "order-requests", "[7]", ValidationErrorKind.ArrayItemNotValid),
        ("minItems", "order-requests", "[]", ValidationErrorKind.TooFewItems),
        ("maxItems", "order-requests", $"[{string.Join(',', Enumerable.Repeat("""{"item":"x","quantity":1}""", 501))}]", ValidationErrorKind.TooManyItems),
    ];

    public static TheoryData<string> Keywords => [.. Refusals.Select(static refusal => refusal.Keyword)];

    [Theory]
    [MemberData(nameof(Keywords))]
    public async Task A_keyword_refuses_what_it_is_there_to_refuse(string keyword)
    {
        var (_, schema, bad, kind) = Assert.Single(Refusals, refusal => refusal.Keyword == keyword);

        var errors = (await SchemaFiles.ReadAsync(schema)).Validate(bad);

        Assert.Contains(kind, errors.SelectMany(Kinds));
    }

    [Fact]
    public void Each_keyword_that_the_schemas_use_is_proven()
    {
        var used = SchemaFiles.Names.SelectMany(static name => KeywordsOf(JsonNode.Parse(File.ReadAllText(SchemaFiles.PathOf(name))))).ToHashSet();

        Assert.Equal(used.Except(Annotations).Order(StringComparer.Ordinal), Refusals.Select(static refusal => refusal.Keyword).Order(StringComparer.Ordinal));
    }

    static IEnumerable<ValidationErrorKind> Kinds(ValidationError error) =>
        [error.Kind, .. error is ChildSchemaValidationError child ? child.Errors.Values.SelectMany(static errors => errors.SelectMany(Kinds)) : []];

    static IEnumerable<string> KeywordsOf(JsonNode? schema) => schema is not JsonObject members ? [] : members.SelectMany(static member => member switch
    {
        // The names in these are the authors', and each value is a schema.
        { Key: "properties" or "patternProperties" or "definitions", Value: { } named } =>
            [member.Key, .. named.AsObject().SelectMany(static entry => KeywordsOf(entry.Value))],
        { Key: "anyOf" or "oneOf", Value: { } list } => [member.Key, .. list.AsArray().SelectMany(KeywordsOf)],
        _ => (IEnumerable<string>)[member.Key, .. KeywordsOf(member.Value)],
    });

    static string Pairs(int count) =>
        "{\"item\":\"x\",\"quantity\":1,\"metadata\":{" + string.Join(',', Enumerable.Range(0, count).Select(static i => $"\"k{i}\":\"v\"")) + "}}";
}

using System.Reflection;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Orders.Json;
using Orders.Messages;
using Orders.Model;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Model;

/// <summary>Every property of an order's content is a field of the list, and nothing that goes through the list leaves a field out.</summary>
public sealed class ContentFieldsTests
{
    static readonly OrderContent Content = Given.Content();

    public static TheoryData<string> Names => [.. ContentFields.All.Select(static each => each.Name)];

    [Fact]
    public void Every_property_of_the_content_is_one_field()
    {
        var properties = typeof(OrderContent).GetProperties(BindingFlags.Public | BindingFlags.Instance);

        Assert.Equal(properties.Length, ContentFields.All.Length);
        Assert.All(properties, property => Assert.Single(ContentFields.All, field => !Equals(property.GetValue(Content), property.GetValue(Changed(field.Name)))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_change_of_a_field_changes_the_hash(string name) => Assert.NotEqual(ContentHash.Of(Content), ContentHash.Of(Changed(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_keeps_every_field(string name)
    {
        var row = Statement.Of(new InsertStatement(Given.Table).For(Given.Order(content: Changed(name)))).Apply(before: null).After!;

        AssertEqual(Changed(name), OrderRowReader.Read<AttributeValue, SdkAttributeValues>(row).Content);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_keeps_every_field(string name)
    {
        var message = OrderMessageReader.Read(OrderMessageWriter.Place(Given.Order(content: Changed(name))), Given.Now, traceParent: null);

        AssertEqual(Changed(name), Assert.IsType<PlaceOrder>(message.Value).Order.Content);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_carry_every_field_and_events_a_personal_one_only_where_it_is_listed(string name)
    {
        bool IsIn(IReadOnlySet<string> personalFields)
        {
            var json = JsonWriting.ToText((Given.Order(content: Changed(name)), personalFields), static (writer, state) => OrderJson.Write(writer, state.Item1, state.personalFields));
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty(name, out _);
        }

        Assert.True(IsIn(PersonalFields.All));
        Assert.Equal(!Field(name).IsPersonal, IsIn(PersonalFields.None));
        Assert.True(IsIn(new HashSet<string> { name }));
        Assert.Equal(!Field(name).IsPersonal, IsIn(PersonalFields.All.Where(listed => listed != name).ToHashSet()));
    }

    [Fact]
    public void A_field_that_is_added_later_leaves_the_hashes_of_rows_as_they_are()
    {
        // A field that is not one yet.
        ContentField[] fields =
        [
            .. ContentFields.All,
            new TextField("not_a_field_yet", static content => content.Metadata.GetValueOrDefault("note"), static (content, _) => content) { MaxCharacters = 9, IsOptional = true, IsLaterAddition = true },
        ];
        var without = Content with { Metadata = new Dictionary<string, string> { ["n"] = "1" } };
        var with = Content with { Metadata = new Dictionary<string, string> { ["note"] = "1" } };

        Assert.Equal(ContentHash.Of(without), ContentHash.Of(without, fields));
        Assert.NotEqual(ContentHash.Of(with), ContentHash.Of(with, fields));
    }

    static OrderContent Changed(string name) => Field(name) switch
    {
        TextField { Rule: TextRule.Email } text => text.With(Content, "changed@example.com"),
        TextField text => text.With(Content, "changed"),
        NumberField number => number.With(Content, 7),
        PairsField pairs => pairs.With(Content, new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }),
        var field => throw new InvalidOperationException($"This test does not change {field}."),
    };

    static ContentField Field(string name) => ContentFields.All.Single(field => field.Name == name);

    static void AssertEqual(OrderContent expected, OrderContent actual)
    {
        Assert.Equal(expected.Metadata.OrderBy(static pair => pair.Key), actual.Metadata.OrderBy(static pair => pair.Key));
        Assert.Equal(expected, actual with { Metadata = expected.Metadata });
    }
}

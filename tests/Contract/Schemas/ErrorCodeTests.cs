using System.Reflection;
using System.Text.Json.Nodes;
using Orders.Events;
using Orders.Tests.Contract.Api;
using Orders.Tests.Contract.Support;
using Orders.Validation;

namespace Orders.Tests.Contract.Schemas;

public sealed class ErrorCodeTests
{
    [Fact]
    public void Each_code_is_documented_and_each_documented_code_exists() =>
        Assert.Equal(ErrorCodes.All.Concat(InvalidChangeException.Codes).Append(QuarantinedEvent.Code).ToHashSet(), [.. Documented("error"), .. Documented("dead-letter")]);

    [Fact]
    public void The_list_of_codes_has_each_code() => Assert.Equal(
        typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetValue(null)!), ErrorCodes.All);

    [Fact]
    public void The_answers_of_the_API_have_the_codes_of_an_error() =>
        Assert.Equal(Documented("error"), ApiDocument.Answers.SelectMany(static answer => answer.Codes).ToHashSet());

    static HashSet<string> Documented(string schema) =>
        [.. JsonWalk.All(JsonNode.Parse(File.ReadAllText(SchemaFiles.PathOf(schema))), "code").SelectMany(static code => JsonWalk.Texts(code["enum"]))];
}

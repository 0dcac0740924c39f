using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Orders.Ingest.Routes;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Api;

public sealed class OpenApiDocumentTests
{
    [Fact]
    public void The_document_is_valid_OpenAPI()
    {
        var whole = JsonBundle.Inline(ApiDocument.Root, Repository.Contracts)!;

        var result = OpenApiDocument.Parse(whole.ToJsonString(), OpenApiConstants.Json);

        Assert.Empty(result.Diagnostic!.Errors.Select(static error => error.ToString()));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, result.Diagnostic.SpecificationVersion);
        Assert.Equal(ApiDocument.Paths.Keys, result.Document!.Paths.Keys);
        Assert.Equal(ApiDocument.Paths.Sum(static path => path.Value.Count), result.Document.Paths.Sum(static path => path.Value.Operations!.Count));
    }

    [Fact]
    public void Limits_of_a_listing_are_the_codes()
    {
        var parameters = ApiDocument.Root["paths"]!["/orders"]!["get"]!["parameters"]!.AsArray();
        var limit = Assert.Single(parameters, static parameter => (string?)parameter!["name"] == "limit")!["schema"]!;

        Assert.Equal((1, ListOrders.MaxOrders, ListOrders.DefaultLimit), ((int)limit["minimum"]!, (int)limit["maximum"]!, (int)limit["default"]!));
        Assert.Equal(["status", "limit", "cursor"], parameters.Select(static parameter => (string)parameter!["name"]!));
    }

    [Theory]
    [InlineData("openapi.yaml")]
    [InlineData("asyncapi.yaml")]
    public void Each_reference_leads_somewhere(string file)
    {
        var root = Yaml.Read(file);
        var whole = JsonBundle.Inline(root, Repository.Contracts)!;
        var left = JsonWalk.All(whole, "$ref").Select(static reference => (string)reference!).ToList();

        Assert.All(left, reference => JsonWalk.Resolve(root, new JsonObject { ["$ref"] = reference }));
        Assert.All(left, static reference => Assert.StartsWith("#/", reference, StringComparison.Ordinal));
        Assert.All(
            JsonWalk.All(root, "externalValue").Select(static node => (string)node!),
            static example => Assert.True(File.Exists(Path.Combine(Repository.Contracts, example)), example));
    }
}

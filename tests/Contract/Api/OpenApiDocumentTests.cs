using Microsoft.OpenApi;
using Orders.Ingest.Routes;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Api;

public sealed class OpenApiDocumentTests
{
    [Fact]
    public void The_document_is_valid_OpenAPI()
    {
        var result = OpenApiDocument.Parse(ApiDocument.Root.ToJsonString(), OpenApiConstants.Json);

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

        Assert.Equal((1, ListOrders.MostOrders, ListOrders.DefaultLimit), ((int)limit["minimum"]!, (int)limit["maximum"]!, (int)limit["default"]!));
        Assert.Equal(["status", "limit", "cursor"], parameters.Select(static parameter => (string)parameter!["name"]!));
    }

    [Theory]
    [InlineData("openapi.yaml")]
    [InlineData("asyncapi.yaml")]
    public void Each_reference_leads_somewhere(string file)
    {
        var root = Yaml.Read(file);
        foreach (var reference in JsonWalk.All(root, "$ref").Select(static node => (string)node!))
        {
            if (reference.StartsWith('#'))
            {
                Assert.NotNull(JsonWalk.Resolve(root, new System.Text.Json.Nodes.JsonObject { ["$ref"] = reference }));
                continue;
            }

            var parts = reference.Split('#');
            var target = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Contracts, parts[0])));
            Assert.NotNull(parts.Length == 1 ? target : parts[1].Trim('/').Split('/').Aggregate(target, static (at, part) => at?[part]));
        }

        Assert.All(
            JsonWalk.All(root, "externalValue").Select(static node => (string)node!),
            static example => Assert.True(File.Exists(Path.Combine(Repository.Contracts, example)), example));
    }
}

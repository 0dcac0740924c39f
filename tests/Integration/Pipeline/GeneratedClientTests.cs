using Orders.Model;
using Orders.Tests.Contract.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Pipeline;

/// <summary>A client that a generator makes from the OpenAPI document, type-checked by its compiler, talks to the real functions.</summary>
public sealed class GeneratedClientTests(PipelineFixture fixture)
{
    [Fact]
    public async Task It_places_reads_and_moves_an_order()
    {
        var pipeline = await fixture.StartedAsync();
        var client = new NodeFolder(Path.Combine(Repository.Root, "tests", "Integration", "GeneratedClient"));

        Run(await client.RunAsync("node_modules/@hey-api/openapi-ts/bin/run.js", "-i", Path.Combine(Repository.Root, "contracts", "openapi.yaml"), "-o", "client"));
        Run(await client.RunAsync("node_modules/typescript/bin/tsc", "--project", "."));
        var result = Wire.Parse(Run(await client.RunAsync("out/roundtrip.js", $"{pipeline.Pipeline.Api}".TrimEnd('/'), Given.NewKey())));

        Assert.Equal(("Laptop", 202, true), (result.Text("item"), result.GetProperty("moved").GetInt32(), result.GetProperty("listed").GetBoolean()));
        Assert.Equal("""["PROCESSING: picked"]""", result.GetProperty("history").GetRawText());
        Assert.Equal("""[412,"version_conflict"]""", result.GetProperty("outdated").GetRawText());
        Assert.Equal("""[400,"item","length"]""", result.GetProperty("invalid").GetRawText());
        Assert.Equal(2, (await pipeline.OrderAsync(result.Text("order_id")!, OrderStatus.Processing)).Version);
    }

    static string Run((int Status, string Output) run) => run.Status == 0 ? run.Output : throw new InvalidOperationException(run.Output);
}

using System.Text.Json;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Terraform.Provider;

/// <summary>
/// The configuration allows version 6 of the provider and is tested with 5.100. <c>arguments.json</c> has the names of 6.66 for the types it uses
/// (<c>distil.mjs</c> says from where). It cannot tell what is deprecated there, nor whether a value is still taken.
/// </summary>
public sealed class LaterProviderTests
{
    static readonly string Terraform = Path.Combine(Repository.Root, "terraform");
    static readonly JsonElement Arguments = Read();

    static readonly IReadOnlyList<ResourceBlock> Blocks =
    [
        .. new[] { Terraform, Path.Combine(Terraform, "modules", "function") }
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.tf"))
            .SelectMany(static file => ResourceBlock.Read(File.ReadAllText(file))),
    ];

    [Fact]
    public void Every_argument_that_is_used_is_one_of_provider_6() =>
        Assert.Empty(Blocks.SelectMany(static block => block.Paths.Where(path => !Has(block, path)).Select(path => $"{block.Type}: {path}")));

    [Fact]
    public void The_arguments_of_the_configuration_are_found()
    {
        Assert.Equal(Directory.EnumerateFiles(Terraform, "*.tf", SearchOption.TopDirectoryOnly).Append(Path.Combine(Terraform, "modules", "function", "main.tf"))
            .Sum(static file => File.ReadLines(file).Count(static line => line.StartsWith("resource \"", StringComparison.Ordinal) || line.StartsWith("data \"", StringComparison.Ordinal))), Blocks.Count);
        var mappings = Blocks.Where(static block => block.Type == "aws_lambda_event_source_mapping").SelectMany(static block => block.Paths).ToList();
        Assert.Contains("destination_config.on_failure.destination_arn", mappings);
        Assert.Contains("scaling_config.maximum_concurrency", mappings);
        Assert.Contains("batch_size", mappings);
        Assert.DoesNotContain(mappings, static path => path.Contains("for_each", StringComparison.Ordinal) || path.Contains("depends_on", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("aws_sqs_queue", "message_retention")]
    [InlineData("aws_lambda_event_source_mapping", "destination_config.on_success.destination_arn")]
    public void An_argument_that_provider_6_does_not_have_is_found(string type, string path) => Assert.False(Has(new ResourceBlock("resource", type, []), path));

    static bool Has(ResourceBlock block, string path)
    {
        var level = Arguments.GetProperty(block.Kind).GetProperty(block.Type);
        return path.Split('.').All(name => level.ValueKind == JsonValueKind.Object && level.TryGetProperty(name, out level));
    }

    static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Terraform", "Provider", "arguments.json")));
        return document.RootElement.Clone();
    }
}

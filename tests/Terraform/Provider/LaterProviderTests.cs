using System.Text.Json;
using System.Text.RegularExpressions;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Terraform.Provider;

/// <summary>
/// The configuration allows version 6 of the provider and is tested with 5.100. <c>arguments.json</c> has the names of 6.66 for the types it uses, and what
/// is marked as deprecated there (<c>distil.mjs</c> says from where). It cannot tell whether a value is still taken.
/// </summary>
public sealed partial class LaterProviderTests
{
    static readonly string Terraform = Path.Combine(Repository.Root, "terraform");
    static readonly JsonElement Arguments = Read();
    static readonly string[] Folders = [Terraform, Path.Combine(Terraform, "modules", "function"), Path.Combine(Terraform, "deployer")];

    // What provider 6 has instead, key_schema, is not in 5.100, with which the suite runs. Version 6 takes both, and warns.
    static readonly string[] Unavoidable = ["aws_dynamodb_table: global_secondary_index.hash_key", "aws_dynamodb_table: global_secondary_index.range_key"];

    static readonly IReadOnlyList<ResourceBlock> Blocks =
    [
        .. Folders
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.tf"))
            .SelectMany(static file => ResourceBlock.Read(File.ReadAllText(file))),
    ];

    [Fact]
    public void Every_argument_that_is_used_is_one_of_provider_6() =>
        Assert.Empty(Blocks.SelectMany(static block => block.Paths.Where(path => !Has(block, path)).Select(path => $"{block.Type}: {path}")));

    [Fact]
    public void No_argument_that_is_used_is_deprecated_in_provider_6_where_5_100_has_another() =>
        Assert.Equal(Unavoidable, Blocks.SelectMany(static block => block.Paths.Where(path => IsDeprecated(block, path)).Select(path => $"{block.Type}: {path}")));

    [Fact]
    public void No_attribute_that_is_used_is_deprecated_in_provider_6()
    {
        var used = Folders.SelectMany(static folder => Directory.EnumerateFiles(folder, "*.tf")).SelectMany(static file => Reference().Matches(File.ReadAllText(file)))
            .Select(static match => (Kind: match.Groups["data"].Success ? "data" : "resource", Type: match.Groups["type"].Value, Attribute: match.Groups["attribute"].Value)).Distinct().ToList();

        Assert.Contains(("data", "aws_caller_identity", "account_id"), used);
        Assert.Contains(("resource", "aws_sqs_queue", "arn"), used);
        Assert.DoesNotContain(used, static one => DeprecatedAttributes(one.Kind, one.Type).Contains(one.Attribute));
        Assert.Contains("id", DeprecatedAttributes("data", "aws_partition"));
    }

    [Fact]
    public void The_arguments_of_the_configuration_are_found()
    {
        Assert.Equal(Folders.SelectMany(static folder => Directory.EnumerateFiles(folder, "*.tf", SearchOption.TopDirectoryOnly))
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

    static bool IsDeprecated(ResourceBlock block, string path)
    {
        var level = Arguments.GetProperty(block.Kind).GetProperty(block.Type);
        return path.Split('.').All(name => level.ValueKind == JsonValueKind.Object && level.TryGetProperty(name, out level)) && level.ValueKind == JsonValueKind.String;
    }

    static IEnumerable<string> DeprecatedAttributes(string kind, string type) =>
        Arguments.GetProperty("deprecated_attributes").GetProperty(kind).TryGetProperty(type, out var names) ? names.EnumerateArray().Select(static name => name.GetString()!) : [];

    [GeneratedRegex(@"\b(?<data>data\.)?(?<type>aws_\w+)\.\w+(\[[^\]]*\])?\.(?<attribute>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Terraform", "Provider", "arguments.json")));
        return document.RootElement.Clone();
    }
}

using System.Text.Json;
using Orders.Local.Resources;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.OneTruth;

/// <summary>The resources as Terraform would make them from a settings file, with the ARNs of <c>terraform/tests/mocks</c>.</summary>
sealed class Rendered
{
    readonly Dictionary<string, JsonElement> _resources;

    Rendered(JsonElement rootModule)
    {
        _resources = Resources(rootModule).ToDictionary(static resource => resource.GetProperty("address").GetString()!, static resource => resource.GetProperty("values"));
        Queues = Of("aws_sqs_queue").ToDictionary(static queue => queue.Text("name"));
        Addresses = Queues.ToDictionary(
            static queue => queue.Key,
            static queue => new QueueAddress(queue.Key, queue.Value.Text("url"), queue.Value.Text("arn")));
    }

    /// <summary>The queues by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Queues { get; }

    /// <summary>Where they are.</summary>
    public IReadOnlyDictionary<string, QueueAddress> Addresses { get; }

    /// <summary>One resource.</summary>
    public JsonElement this[string address] => _resources[address];

    /// <summary>All resources of a type.</summary>
    public IEnumerable<JsonElement> Of(string type) => _resources.Where(resource => resource.Key.Split('.')[^2] == type).Select(static resource => resource.Value);

    /// <summary>Applies the configuration of a workspace to mocks.</summary>
    /// <param name="workspace">A copy whose files may be changed.</param>
    /// <param name="newConsumer">A consumer that the mocks do not know.</param>
    public static async Task<Rendered> FromAsync(Workspace workspace, string? newConsumer = null)
    {
        var overrides = newConsumer is null ? "" : Override("consumer", newConsumer, "") + Override("consumer_dead_letters", newConsumer, "-dlq");
        File.WriteAllText(Path.Combine(workspace.Folder, "tests", "rendered.tftest.hcl"), $$"""
            mock_provider "aws" {
              source = "./tests/mocks"
            {{overrides}}
            }
            run "rendered" {
              variables {
                packages_folder = "tests/fixtures/packages"
                alarm_topic_arn = "arn:aws:sns:ap-south-1:111122223333:operators"
              }
            }
            """);
        var report = await workspace.TestAsync("-verbose", "-filter=tests/rendered.tftest.hcl");
        Assert.True(report.Passed, report.Output);
        return new Rendered(Assert.Single(report.States));
    }

    static string Override(string resource, string consumer, string suffix) => $$"""

          override_resource {
            target = aws_sqs_queue.{{resource}}["{{consumer}}"]
            values = { arn = "arn:aws:sqs:ap-south-1:111122223333:{{consumer}}{{suffix}}", url = "https://sqs.example/{{consumer}}{{suffix}}" }
          }
        """;

    static IEnumerable<JsonElement> Resources(JsonElement module)
    {
        var own = module.TryGetProperty("resources", out var resources) ? resources.EnumerateArray().AsEnumerable() : [];
        var inner = module.TryGetProperty("child_modules", out var modules) ? modules.EnumerateArray().SelectMany(Resources) : [];
        return own.Concat(inner);
    }
}

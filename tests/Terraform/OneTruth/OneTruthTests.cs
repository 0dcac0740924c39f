using System.Text.Json.Nodes;
using Orders.Local;
using Orders.Operations.Settings;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.OneTruth;

/// <summary>Terraform and the local run make the same pipeline of one settings file.</summary>
public sealed class OneTruthTests(InitialisedTerraform terraform)
{
    [Fact]
    public async Task Terraform_and_the_local_run_make_the_same_of_the_settings()
    {
        using var workspace = (await terraform.WorkspaceAsync()).Sibling();

        var rendered = await Rendered.FromAsync(workspace);

        await new Agreement(rendered, Options(workspace)).CheckAsync();
    }

    [Fact]
    public async Task A_batch_size_and_a_consumer_in_the_settings_change_both_with_no_other_edit()
    {
        using var workspace = (await terraform.WorkspaceAsync()).Sibling();
        var settings = JsonNode.Parse(File.ReadAllText(workspace.Settings))!;
        settings["processor"]!["batch_size"] = 7;
        settings["notifier"]!["maximum_retry_attempts"] = 5;
        var audit = settings["consumers"]![1]!.DeepClone();
        (audit["name"], audit["queue"], audit["max_receive_count"]) = ("audit", "order-events-audit.fifo", 9);
        settings["consumers"]!.AsArray().Add(audit);
        File.WriteAllText(workspace.Settings, settings.ToJsonString());

        var rendered = await Rendered.FromAsync(workspace, newConsumer: "audit");
        var options = Options(workspace);

        Assert.Equal(7, rendered["aws_lambda_event_source_mapping.orders"].Number("batch_size"));
        Assert.Equal(7, LocalMappings.Orders(options, options.Settings.Sources[0], rendered.Addresses).BatchSize);
        Assert.Contains("order-events-audit-dlq.fifo", rendered.Queues.Keys);
        Assert.Contains("https://sqs.example/audit\"", new FunctionEnvironment(options.Settings, queue => rendered.Addresses[queue].Url).Notifier()["CONSUMERS"], StringComparison.Ordinal);
        await new Agreement(rendered, options).CheckAsync();
    }

    static LocalPipelineOptions Options(Workspace workspace) => new()
    {
        Settings = PipelineSettings.Load(workspace.Settings),
        EmulatorsFolder = "",
        DataFolder = "",
        IngestCommand = [],
        ProcessorCommand = [],
        NotifierCommand = [],
        // As many as the settings allow: what a laptop bounds is not what is compared.
        LocalConcurrency = 10_000,
    };
}

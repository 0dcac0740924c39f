using System.Text.Json;
using System.Text.Json.Nodes;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.Deployment;

/// <summary>A release, a roll back and the removal of a consumer, with the real provider.</summary>
public sealed class ReleaseTests(InitialisedTerraform terraform)
{
    static readonly string[] Given = ["-input=false", "-no-color", "-var=packages_folder=tests/fixtures/packages", "-var=deletion_protection=false"];
    static readonly string[] OfAudit = ["consumer", "consumer_dead_letters"];

    [Fact]
    public async Task A_roll_back_changes_the_versions_and_nothing_else_and_a_consumer_s_queue_is_never_deleted_by_an_apply()
    {
        var initialised = await terraform.WorkspaceAsync();
        var missing = await Moto.UnusableAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        using var workspace = initialised.Protected();
        Moto.LeaveOutWhatItCannotDo(workspace);
        await using var moto = await Moto.StartAsync();
        await RunAsync(workspace, moto, "apply", "-auto-approve");
        var original = File.ReadAllText(workspace.Settings);
        AddConsumer(workspace, "audit");
        await RunAsync(workspace, moto, "apply", "-auto-approve");
        await CheckReleasedInOrderAsync(moto);

        var pins = await CheckRollBackAsync(workspace, moto);
        await RunAsync(workspace, moto, "plan", "-detailed-exitcode", $"-var=released_versions={pins}");

        File.WriteAllText(workspace.Settings, original);
        await CheckRemovalAsync(workspace, moto);
    }

    static async Task CheckReleasedInOrderAsync(Moto moto)
    {
        var moved = (await moto.CallsAsync())["lambda:UpdateAlias"];
        Assert.Equal(["orders-notifier 2", "orders-processor 2", "orders-ingest 2"], moved.Select(static call => $"{call.Text("FunctionName")} {call.Text("FunctionVersion")}"));
    }

    /// <summary>Rolls back, and returns what keeps the versions live.</summary>
    static async Task<string> CheckRollBackAsync(Workspace workspace, Moto moto)
    {
        var before = await moto.LookAsync();
        var audit = Path.Combine(workspace.Folder, "audit.ndjson");

        var (status, output) = await moto.OrdersAsync("rollback", "--settings", workspace.Settings, "--expect-account", "123456789012", "--yes", "--json", "--audit", audit);

        Assert.True(status == 0, output);
        using var report = JsonDocument.Parse(output.Split('\n').Last(static line => line.StartsWith('{')));
        Assert.Equal("rolled_back", report.RootElement.Text("result"));
        var after = await moto.LookAsync();
        Assert.All(
            before.Root.EnumerateObject().Where(static kind => kind.Name != "functions"),
            kind => Assert.True(JsonElement.DeepEquals(kind.Value, after.Root.GetProperty(kind.Name)), kind.Name));
        Assert.Equal(6, File.ReadAllLines(audit).Length);
        foreach (var name in (string[])["orders-ingest", "orders-processor", "orders-notifier"])
        {
            Assert.Equal(("2", "1"), (before["functions", name].Text("Version"), after["functions", name].Text("Version")));
        }

        Assert.Contains("order-events-audit.fifo", after.Queues.Keys);
        Assert.DoesNotContain("audit", after["functions", "orders-notifier"].GetProperty("Environment").GetProperty("Variables").Text("CONSUMERS"), StringComparison.Ordinal);
        Assert.Contains("note: orders-notifier: version 1 (release ", (await moto.DoctorAsync(workspace.Settings)).Output, StringComparison.Ordinal);
        return report.RootElement.GetProperty("released_versions").GetRawText();
    }

    /// <summary>As docs/consumers.md says.</summary>
    static async Task CheckRemovalAsync(Workspace workspace, Moto moto)
    {
        var (status, output) = await workspace.RunAsync(moto.Environment, ["plan", .. Given]);
        Assert.Equal(1, status);
        // Terraform names the first that it may not destroy.
        Assert.Contains(OfAudit, resource => output.Contains($"aws_sqs_queue.{resource}[\"audit\"]", StringComparison.Ordinal));
        Assert.Contains("Instance cannot be destroyed", output, StringComparison.Ordinal);

        await RunBareAsync(workspace, moto, ["state", "rm", .. OfAudit.SelectMany(static resource => (string[])[$"aws_sqs_queue.{resource}[\"audit\"]", $"aws_sqs_queue_policy.{resource}[\"audit\"]"])]);
        await RunAsync(workspace, moto, "apply", "-auto-approve");

        var left = await moto.LookAsync();
        Assert.Contains("order-events-audit.fifo", left.Queues.Keys);
        Assert.Contains("order-events-audit-dlq.fifo", left.Queues.Keys);
        Assert.DoesNotContain("audit", left["functions", "orders-notifier"].GetProperty("Environment").GetProperty("Variables").Text("CONSUMERS"), StringComparison.Ordinal);
        Assert.DoesNotContain(left.Allowed($"orders-notifier-{Deployed.Region}"), static allowed => allowed.Resource.Contains("audit", StringComparison.Ordinal));
    }

    static void AddConsumer(Workspace workspace, string name)
    {
        var settings = JsonNode.Parse(File.ReadAllText(workspace.Settings))!;
        var consumer = settings["consumers"]![0]!.DeepClone();
        (consumer["name"], consumer["queue"]) = (name, $"order-events-{name}.fifo");
        settings["consumers"]!.AsArray().Add(consumer);
        File.WriteAllText(workspace.Settings, settings.ToJsonString());
    }

    static Task RunAsync(Workspace workspace, Moto moto, params IReadOnlyList<string> arguments) => RunBareAsync(workspace, moto, [.. arguments, .. Given]);

    static async Task RunBareAsync(Workspace workspace, Moto moto, IReadOnlyList<string> arguments)
    {
        var (status, output) = await workspace.RunAsync(moto.Environment, arguments);
        Assert.True(status == 0, $"terraform {string.Join(' ', arguments)} ends with status {status}:\n{output}");
    }
}

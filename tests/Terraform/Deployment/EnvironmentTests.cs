using System.Text.Json;
using Orders.Tests.Integration.Support;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.Deployment;

/// <summary>Several environments, and one of them in a second region, share an account.</summary>
public sealed class EnvironmentTests(InitialisedTerraform terraform)
{
    const string OtherRegion = "eu-central-1";

    [Fact]
    public async Task Two_environments_and_two_regions_share_no_name_and_do_not_touch_each_other()
    {
        var initialised = await terraform.WorkspaceAsync();
        var missing = await Moto.UnusableAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        await using var moto = await Moto.StartAsync();
        var deployments = new[] { ("staging", Deployed.Region), ("dev", Deployed.Region), ("dev", OtherRegion) }
            .Select(one => (Environment: one.Item1, Region: one.Item2, Workspace: NewWorkspace(initialised, one.Item1, one.Item2))).ToList();

        // Moto lets a name be taken twice for dashboards only.
        await Task.WhenAll(deployments.Select(deployment => ApplyAsync(deployment.Workspace, moto)));

        var (here, there) = (await moto.LookAsync(), await moto.LookAsync(OtherRegion));
        Assert.Equal((2, 1), (here.Counts["tables"], there.Counts["tables"]));
        Assert.Equal((12, 3), (here.Counts["roles"], here.Counts["dashboards"] + there.Counts["dashboards"]));
        Assert.All(Names(here, "roles"), static name => Assert.Matches($"-({Deployed.Region}|{OtherRegion})$", name));
        Assert.Equal(["/orders/dev", "/orders/staging"], new[] { "dev", "staging" }.Select(prefix => SourceOf(here, $"{prefix}-orders-notifier")));
        var (status, output) = await moto.DoctorAsync(Path.Combine(deployments[0].Workspace.Folder, "settings.json"), "staging-");
        Assert.True(status == 0, output);

        await RunAsync(deployments[2].Workspace, moto, "destroy", "-auto-approve");
        foreach (var (_, _, workspace) in deployments[..2])
        {
            await RunAsync(workspace, moto, "plan", "-detailed-exitcode");
        }

        deployments.ForEach(static deployment => Directory.Delete(deployment.Workspace.Folder, recursive: true));
    }

    [Fact]
    public async Task A_setting_that_does_not_exist_is_named()
    {
        using var workspace = NewWorkspace(await terraform.WorkspaceAsync(), "dev", Deployed.Region);
        File.WriteAllText(
            Path.Combine(workspace.Folder, "settings.json"),
            """{ "extends": "../../pipeline.auto.tfvars.json", "procesor": {}, "processor": { "maximum_concurency": 2 } }""");
        await InitAsync(workspace);

        var (status, output) = await workspace.RunAsync(new Dictionary<string, string>(), ["plan", "-input=false", "-no-color"]);

        Assert.Equal(1, status);
        Assert.Contains("must have only settings: procesor, processor.maximum_concurency.", output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    static Workspace NewWorkspace(Workspace initialised, string environment, string region)
    {
        var all = initialised.Sibling();
        Moto.LeaveOutWhatItCannotDo(all);
        var workspace = all.Within(Path.Combine("environments", environment));
        File.WriteAllText(Path.Combine(workspace.Folder, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");
        workspace.Replace("main.tf", "  region          = \"ap-south-1\"", $"  region          = \"{region}\"");
        workspace.Replace("main.tf", "../../../artifacts/packages", "../../tests/fixtures/packages");
        return workspace;
    }

    static async Task ApplyAsync(Workspace workspace, Moto moto)
    {
        await InitAsync(workspace);
        await RunAsync(workspace, moto, "apply", "-auto-approve");
    }

    static async Task InitAsync(Workspace workspace)
    {
        var (status, output) = await workspace.RunAsync(new Dictionary<string, string>(), ["init", "-input=false", "-lockfile=readonly", "-no-color", .. InitialisedTerraform.Source]);
        Assert.True(status == 0, output);
    }

    static async Task RunAsync(Workspace workspace, Moto moto, params IReadOnlyList<string> arguments)
    {
        var (status, output) = await workspace.RunAsync(moto.Environment, [.. arguments, "-input=false", "-no-color"]);
        Assert.True(status == 0, $"terraform {string.Join(' ', arguments)} in {workspace.Folder} ends with status {status}:\n{output}");
    }

    static IEnumerable<string> Names(Deployed deployed, string kind) => deployed.Root.GetProperty(kind).EnumerateObject().Select(static one => one.Name);

    static string SourceOf(Deployed deployed, string notifier) => deployed["functions", notifier].GetProperty("Environment").GetProperty("Variables").Text("EVENT_SOURCE");
}

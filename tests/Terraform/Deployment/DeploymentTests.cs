using Orders.Tests.Integration.Support;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.Deployment;

/// <summary>A deployment with the real provider.</summary>
public sealed class DeploymentTests(InitialisedTerraform terraform)
{
    static readonly string[] Given = ["-input=false", "-no-color", "-var=packages_folder=tests/fixtures/packages", "-var=deletion_protection=false"];

    [Fact]
    public async Task It_is_made_as_configured_has_nothing_left_to_change_and_is_destroyed_without_a_trace()
    {
        var initialised = await terraform.WorkspaceAsync();
        var missing = await Moto.UnusableAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        using var workspace = initialised.Sibling();
        Moto.LeaveOutWhatItCannotDo(workspace);
        await using var moto = await Moto.StartAsync();
        Assert.Empty((await moto.LookAsync()).Counts);

        await RunAsync(workspace, moto, "apply", "-auto-approve");
        new AsConfigured(await moto.LookAsync(), workspace.Settings).Check();
        await CheckSoundAsync(workspace, moto);
        await CheckComparesWithReleaseAsync(workspace, moto);
        await RunAsync(workspace, moto, "plan", "-detailed-exitcode");
        // Behind the plan: where moto takes a queue's attributes, it forgets the queue's policy.
        await CheckChangedQueueIsNamedAsync(workspace, moto);
        await RunAsync(workspace, moto, "destroy", "-auto-approve");

        Assert.Empty((await moto.LookAsync()).Counts);
    }

    /// <summary>The command by which operators look finds nothing amiss.</summary>
    static async Task CheckSoundAsync(Workspace workspace, Moto moto)
    {
        var (status, output) = await moto.DoctorAsync(workspace.Settings);
        Assert.True(status == 0, output);
    }

    /// <summary>The line of deploy.md by which an operator compares what is deployed with what was released tells the same package from another.</summary>
    static async Task CheckComparesWithReleaseAsync(Workspace workspace, Moto moto)
    {
        var line = Assert.Single(File.ReadLines(Path.Combine(Repository.Root, "docs", "deploy.md")), static line => line.StartsWith("for role in ", StringComparison.Ordinal));
        var release = Path.Combine(workspace.Folder, "tests", "fixtures", "packages");
        async Task<string> CompareAsync() => (await Programs.RunAsync(["bash", "-c", line], release, moto.Environment, TimeSpan.FromMinutes(1))).Output.Trim();

        Assert.Equal("orders-ingest: as released\norders-processor: as released\norders-notifier: as released", await CompareAsync());
        var package = Path.Combine(release, "orders-processor-arm64.zip");
        var content = await File.ReadAllBytesAsync(package, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(package, [.. content, 0], TestContext.Current.CancellationToken);
        Assert.Equal("orders-ingest: as released\norders-processor: DIFFERS\norders-notifier: as released", await CompareAsync());
        await File.WriteAllBytesAsync(package, content, TestContext.Current.CancellationToken);
    }

    /// <summary>It names a queue that somebody has changed by hand, and says by which rule that is wrong.</summary>
    static async Task CheckChangedQueueIsNamedAsync(Workspace workspace, Moto moto)
    {
        await moto.ChangeVisibilityTimeoutAsync("orders", seconds: 60);
        var (status, output) = await moto.DoctorAsync(workspace.Settings);
        Assert.Equal(1, status);
        Assert.Contains("visibility timeout 60 s; timeout of orders-processor 30 s", output, StringComparison.Ordinal);
    }

    static async Task RunAsync(Workspace workspace, Moto moto, params IReadOnlyList<string> arguments)
    {
        var (status, output) = await workspace.RunAsync(moto.Environment, [.. arguments, .. Given]);
        Assert.True(status == 0, $"terraform {string.Join(' ', arguments)} ends with status {status}:\n{output}");
    }
}

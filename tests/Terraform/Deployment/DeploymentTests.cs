using System.Text.Json.Nodes;
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
        using var workspace = initialised.Protected();
        Moto.LeaveOutWhatItCannotDo(workspace);
        await using var moto = await Moto.StartAsync();
        Assert.Empty((await moto.LookAsync()).Counts);

        ChangeSettings(workspace, static settings => settings["processor"]!["reserved_concurrency"] = 10);
        await RunAsync(workspace, moto, "apply", "-auto-approve");
        new AsConfigured(await moto.LookAsync(), workspace.Settings).Check();
        await CheckSoundAsync(workspace, moto);
        await CheckComparesWithReleaseAsync(workspace, moto);
        await RunAsync(workspace, moto, "plan", "-detailed-exitcode");
        // Behind the plan: where moto takes a queue's attributes, it forgets the queue's policy.
        await CheckChangedQueueIsNamedAsync(workspace, moto);
        await ChangeAsMuchAsPossibleAsync(workspace, moto);
        await CheckRecordsBucketAsync(workspace, moto);
        await CheckDestroyIsDeliberateAsync(workspace, moto);

        Assert.Empty((await moto.LookAsync()).Counts);
        await DeployerPolicy.CheckAsync(workspace, moto);
    }

    /// <summary>So that the recording has the calls that change what exists.</summary>
    static Task ChangeAsMuchAsPossibleAsync(Workspace workspace, Moto moto)
    {
        ChangeSettings(workspace, static settings =>
        {
            (settings["ingest"]!["reserved_concurrency"], settings["processor"]!["reserved_concurrency"]) = (10, -1);
            (settings["processor"]!["batch_size"], settings["expiry"]!["older_than_hours"]) = (7, 61);
            settings["orders_queue"]!["visibility_timeout_seconds"] = settings["orders_queue"]!["visibility_timeout_seconds"]!.GetValue<int>() + 1;
            settings["alarm_thresholds"]!["oldest_order_seconds"] = 301;
            settings["order_events_dlq"]!["records_bucket"] = DeployerPolicy.RecordsBucket;
        });
        var packages = Path.Combine(workspace.Folder, "tests", "fixtures", "packages");
        File.Copy(Path.Combine(packages, "orders-processor-arm64.zip"), Path.Combine(packages, "orders-ingest-arm64.zip"), overwrite: true);
        return RunAsync(
            workspace, moto, "apply", "-auto-approve", "-var=log_retention_days=60", "-var=audit_log=s3://audit-logs/orders",
            "-var=api_authorization=JWT", "-var=api_jwt={issuer=\"https://issuer.example\",audience=[\"orders\"]}",
            "-var=table_capacity={read_units=5,write_units=5,index_read_units=5,index_write_units=5}");
    }

    /// <summary>The bucket is protected, it is the mapping's destination, its notices reach the queue, and a replay lists it. moto refuses objects without TLS.</summary>
    static async Task CheckRecordsBucketAsync(Workspace workspace, Moto moto)
    {
        var (name, deployed) = ($"{DeployerPolicy.RecordsBucket}-123456789012-{Deployed.Region}", await moto.LookAsync());
        var bucket = deployed["buckets", name];
        Assert.Equal(($"arn:aws:s3:::{name}", 1), (deployed.MappingOf("orders-notifier").GetProperty("DestinationConfig").GetProperty("OnFailure").Text("Destination"), deployed.Counts["buckets"]));
        Assert.All(bucket.GetProperty("PublicAccessBlock").EnumerateObject(), static setting => Assert.True(setting.Value.GetBoolean(), setting.Name));
        Assert.Equal("AES256", bucket.GetProperty("Encryption").Block("Rules").GetProperty("ApplyServerSideEncryptionByDefault").Text("SSEAlgorithm"));
        Assert.Equal(15, bucket.GetProperty("Lifecycle").Block("Rules").GetProperty("Expiration").Number("Days"));
        Assert.Contains("\"aws:SecureTransport\"", bucket.Text("Policy"), StringComparison.Ordinal);
        Assert.Equal(deployed.Queues["order-events-dlq"].Arn, bucket.GetProperty("Notification").Block("QueueConfigurations").Text("QueueArn"));

        // There is S3's test message, and no record.
        var (status, output) = await moto.OrdersAsync("events", "replay", "--on-failure", "--settings", workspace.Settings, "--json");
        Assert.Equal(1, status);
        Assert.Contains("\"events\":0", output, StringComparison.Ordinal);
        Assert.Contains("\"problems\":[],\"letters_done\":1", output, StringComparison.Ordinal);
    }

    static void ChangeSettings(Workspace workspace, Action<JsonNode> change)
    {
        var settings = JsonNode.Parse(File.ReadAllText(workspace.Settings))!;
        change(settings);
        File.WriteAllText(workspace.Settings, settings.ToJsonString());
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

    /// <summary>As docs/deploy.md says.</summary>
    static async Task CheckDestroyIsDeliberateAsync(Workspace workspace, Moto moto)
    {
        var (status, output) = await workspace.RunAsync(moto.Environment, ["destroy", "-auto-approve", .. Given]);
        Assert.Equal(1, status);
        Assert.Contains("Instance cannot be destroyed", output, StringComparison.Ordinal);
        workspace.AllowDestroy();
        await RunAsync(workspace, moto, "destroy", "-auto-approve");
    }

    static async Task RunAsync(Workspace workspace, Moto moto, params IReadOnlyList<string> arguments)
    {
        var (status, output) = await workspace.RunAsync(moto.Environment, [.. arguments, .. Given]);
        Assert.True(status == 0, $"terraform {string.Join(' ', arguments)} ends with status {status}:\n{output}");
    }
}

using Orders.Local.Processes;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract;

/// <summary>The scripts of a release refuse what must not be released. They build the packages themselves in the workflow only, since that takes many minutes.</summary>
public sealed class ReleaseScriptTests : IDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    readonly string _folder = Directory.CreateTempSubdirectory("orders-release-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bytes", "bytes", 0, "")]
    [InlineData("bytes", "Bytes", 1, "two builds of one commit differ")]
    [InlineData("bytes", null, 1, "two builds of one commit differ")]
    [InlineData(null, null, 1, "there are no packages to compare")]
    public async Task Two_builds_must_be_equal_byte_by_byte(string? first, string? second, int status, string message)
    {
        var folders = new[] { ("first", first), ("second", second) }.Select(build =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, build.Item1)).FullName;
            if (build.Item2 is not null)
            {
                File.WriteAllText(Path.Combine(folder, "orders-ingest-arm64.zip"), build.Item2);
            }

            return folder;
        });

        var run = await RunAsync(Repository.Root, [".ci/release", "compare", .. folders]);

        Assert.Equal(status, run.Status);
        Assert.Contains(message, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_built_goes_into_a_folder_of_its_own()
    {
        var run = await RunAsync(Repository.Root, [".ci/release", _folder]);

        Assert.Equal((64, "release: OUT must be one folder that does not exist yet."), (run.Status, run.Output));
    }

    [Fact]
    public async Task A_release_is_tagged_with_its_version_and_has_every_file()
    {
        await FillAsync(changes: "### Added\n");

        var run = await RunAsync(Repository.Root, [".ci/publish", "--dry-run", _folder]);

        Assert.True(run.Status == 0, run.Output);
        var words = run.Output.Split('\n');
        Assert.Equal(["gh", "release", "create", "v1.2.3", "--target"], words[..5]);
        Assert.Equal(["orders-ingest-arm64.zip", "orders-ingest.cdx.json", "SHA256SUMS"], words[^3..].Select(static file => Path.GetFileName(file)));
    }

    [Fact]
    public async Task A_version_without_a_section_in_the_changelog_is_not_released()
    {
        await FillAsync(changes: "");

        var run = await RunAsync(Repository.Root, [".ci/publish", "--dry-run", _folder]);

        Assert.Equal((1, "publish: CHANGELOG.md has no section ## [1.2.3]: move the entries under [Unreleased] there first."), (run.Status, run.Output));
    }

    [Fact]
    public async Task A_file_that_changed_after_its_sum_was_taken_is_not_released()
    {
        await FillAsync(changes: "### Added\n");
        await File.AppendAllTextAsync(Path.Combine(_folder, "orders-ingest-arm64.zip"), "!", TestContext.Current.CancellationToken);

        var run = await RunAsync(Repository.Root, [".ci/publish", "--dry-run", _folder]);

        Assert.NotEqual(0, run.Status);
        Assert.DoesNotContain("create", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_in_a_tracked_file_is_found_and_not_repeated()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, ".ci"), "*", SearchOption.AllDirectories).Where(static file => !file.Contains("node_modules", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // Made here, so that the scan of this repository does not find it.
        var key = string.Concat(Enumerable.Repeat("Z2xq", 10));
        await File.WriteAllTextAsync(Path.Combine(_folder, "notes.txt"), $"AWS_SECRET_ACCESS_KEY = {key}\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync(_folder, ["git", "init", "--quiet"])).Status);
        Assert.Equal(0, (await RunAsync(_folder, ["git", "add", "--all"])).Status);

        var run = await RunAsync(_folder, [".ci/scan", "--strict", "secrets"]);

        Assert.Equal(1, run.Status);
        Assert.Contains("notes.txt", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("scan: FOUND by secrets: see above.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key, run.Output, StringComparison.Ordinal);
    }

    async Task FillAsync(string changes)
    {
        foreach (var (name, content) in new[] { ("VERSION", "1.2.3\n"), ("CHANGES.md", changes), ("orders-ingest-arm64.zip", "package"), ("orders-ingest.cdx.json", "{}") })
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, name), content, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, (await RunAsync(_folder, ["bash", "-c", "sha256sum -- *.zip *.cdx.json >SHA256SUMS"])).Status);
    }

    static async Task<(int Status, string Output)> RunAsync(string folder, IReadOnlyList<string> command)
    {
        var lines = new List<string>();
        await using var process = await ChildProcess.StartAsync(
            new ChildProcessStart
            {
                Name = "script",
                Command = command[0].StartsWith('.') ? ["bash", .. command] : command,
                WorkingDirectory = folder,
                Environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(static variable => (string)variable.Key, static variable => (string)variable.Value!),
                OnLine = line =>
                {
                    lock (lines)
                    {
                        lines.Add(line);
                    }
                },
            },
            TimeProvider.System);
        var status = await process.Completion.WaitAsync(Limit, TestContext.Current.CancellationToken);
        lock (lines)
        {
            return (status, string.Join('\n', lines));
        }
    }
}

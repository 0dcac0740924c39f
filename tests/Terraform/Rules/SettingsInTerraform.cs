using Orders.Tests.Integration.Support;
using Orders.Tests.Terraform.Support;
using TerraformProgram = Orders.Tests.Terraform.Support.Terraform;

namespace Orders.Tests.Terraform.Rules;

/// <summary>What Terraform says of every <see cref="BrokenSetting"/>: a test file for each, in one run. It needs no provider for that.</summary>
public sealed class SettingsInTerraform
{
    readonly Lazy<Task<(string? Missing, TestReport? Report)>> _run = new(RunAsync);

    /// <summary>What it says of the value that is refused, and of the one that is taken.</summary>
    internal async Task<(IReadOnlyList<string> Refused, IReadOnlyList<string> Taken)> OfAsync(BrokenSetting broken)
    {
        var (missing, report) = await _run.Value;
        Assert.SkipWhen(missing is not null, missing ?? "");
        IReadOnlyList<string> Of(string file)
        {
            Assert.Contains(report!.Runs, run => run.File == file && run.Status != "skip");
            return [.. report.Diagnostics.Where(diagnostic => diagnostic.File == file).Select(static diagnostic => diagnostic.Text)];
        }

        return (Of(File(broken, "refused")), Of(File(broken, "taken")));
    }

    static async Task<(string? Missing, TestReport? Report)> RunAsync()
    {
        if (await TerraformProgram.UnusableAsync() is { } missing)
        {
            return (missing, null);
        }

        using var workspace = Workspace.Of("settings.tf", "variables.tf");
        Directory.CreateDirectory(Path.Combine(workspace.Folder, "tests"));
        foreach (var broken in BrokenSetting.All)
        {
            Write(workspace, File(broken, "refused"), broken, broken.Refused);
            Write(workspace, File(broken, "taken"), broken, broken.Taken);
        }

        return (null, await workspace.TestAsync());
    }

    static string File(BrokenSetting broken, string what) => $"tests/case_{BrokenSetting.All.ToList().IndexOf(broken)}_{what}.tftest.hcl";

    static void Write(Workspace workspace, string file, BrokenSetting broken, string value)
    {
        // An object of JSON is one of Terraform's language, too.
        var variables = broken.With(value).Select(static setting => $"    {setting.Key} = {setting.Value!.ToJsonString()}");
        System.IO.File.WriteAllText(
            Path.Combine(workspace.Folder, file),
            $"run \"settings\" {{\n  command = plan\n  variables {{\n{string.Join('\n', variables)}\n  }}\n}}\n");
    }
}

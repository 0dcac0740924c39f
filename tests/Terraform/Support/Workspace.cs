using Orders.Tests.Integration.Support;

namespace Orders.Tests.Terraform.Support;

/// <summary>A copy of <c>terraform/</c>, so that no test writes into the repository.</summary>
sealed class Workspace : IDisposable
{
    static readonly string Original = Path.Combine(Repository.Root, "terraform");

    readonly string _data;

    Workspace(string folder, string data) => (Folder, _data) = (folder, data);

    /// <summary>Where the copy lies.</summary>
    public string Folder { get; }

    /// <summary>The settings that Terraform loads there.</summary>
    public string Settings => Path.Combine(Folder, "pipeline.auto.tfvars.json");

    /// <summary>A copy with nothing but the files of these names.</summary>
    public static Workspace Of(params IReadOnlyList<string> files)
    {
        var folder = NewFolder();
        foreach (var file in files)
        {
            File.Copy(Path.Combine(Original, file), Path.Combine(folder, file));
        }

        return new Workspace(folder, Path.Combine(folder, ".terraform"));
    }

    /// <summary>A copy of all that is under version control.</summary>
    public static Workspace OfAll()
    {
        var folder = NewFolder();
        Copy(Original, folder);
        return new Workspace(folder, Path.Combine(folder, ".terraform")).AllowDestroy();
    }

    /// <summary>Another copy of the original, which uses what was initialised in this one.</summary>
    public Workspace Sibling() => Protected().AllowDestroy();

    /// <summary>The same, of which the queues and the table cannot be destroyed.</summary>
    public Workspace Protected()
    {
        var folder = NewFolder();
        Copy(Original, folder);
        return new Workspace(folder, _data);
    }

    /// <summary>A folder of this copy as a configuration of its own, with its own state.</summary>
    public Workspace Within(string folder) => new(Path.Combine(Folder, folder), Path.Combine(Folder, folder, ".terraform"));

    /// <summary>Lets a destroy delete the queues and the table, as docs/deploy.md says. Without it, <c>terraform test</c> cannot clean up what it applied to
    /// mocks.</summary>
    public Workspace AllowDestroy()
    {
        File.Copy(Path.Combine(Folder, "destroy", "destroy_override.tf"), Path.Combine(Folder, "destroy_override.tf"));
        return this;
    }

    /// <summary>Runs Terraform there.</summary>
    public Task<(int Status, string Output)> RunAsync(params IReadOnlyList<string> arguments) =>
        RunAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs Terraform there, and tells it more.</summary>
    public Task<(int Status, string Output)> RunAsync(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments) =>
        Terraform.RunAsync(
            Folder,
            new Dictionary<string, string>(environment) { ["TF_DATA_DIR"] = _data, ["TF_IN_AUTOMATION"] = "1", ["CHECKPOINT_DISABLE"] = "1" },
            arguments);

    /// <summary>Runs <c>terraform test</c> there.</summary>
    public async Task<TestReport> TestAsync(params IReadOnlyList<string> arguments) =>
        TestReport.Read((await RunAsync(["test", "-json", .. arguments])).Output);

    /// <summary>Replaces a text, which must be there once.</summary>
    public void Replace(string file, string text, string replacement)
    {
        var path = Path.Combine(Folder, file);
        var content = File.ReadAllText(path);
        var parts = content.Split(text);
        Assert.True(parts.Length == 2, $"{file} must have this once, has it {parts.Length - 1} times:\n{text}");
        File.WriteAllText(path, string.Join(replacement, parts));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    static string NewFolder() => Directory.CreateTempSubdirectory("orders-terraform-").FullName;

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from).Where(static file => !IsLeftover(Path.GetFileName(file))))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from).Where(static folder => Path.GetFileName(folder) != ".terraform"))
        {
            Copy(folder, Directory.CreateDirectory(Path.Combine(to, Path.GetFileName(folder))).FullName);
        }
    }

    // What somebody who tries it by hand has left: state, and values of his own.
    static bool IsLeftover(string name) =>
        name.Contains(".tfstate", StringComparison.Ordinal) || name.EndsWith(".tfvars", StringComparison.Ordinal);
}

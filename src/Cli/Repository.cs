namespace Orders.Cli;

/// <summary>Where things are in the repository. The launcher says where it is; without it, it is looked for above this program.</summary>
internal sealed class Repository
{
    /// <summary>The variable by which the launcher names the repository's root.</summary>
    public const string RootVariable = "ORDERS_ROOT";

    private Repository(string root) => Root = root;

    public string Root { get; }

    public string Emulators => Path.Combine(Root, "emulators");

    public string Settings => Path.Combine(Root, "terraform", "pipeline.auto.tfvars.json");

    public string Artifacts => Path.Combine(Root, "artifacts");

    public static Repository Find()
    {
        if (Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } root)
        {
            return new Repository(root);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orders.sln")))
            {
                return new Repository(folder.FullName);
            }
        }

        throw new CommandException($"The repository is not above this program; name its root in {RootVariable}.");
    }
}

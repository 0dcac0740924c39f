namespace Orders.Tests.Integration.Support;

/// <summary>Where things are in the repository that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Emulators => Path.Combine(Root, "emulators");

    public static string Settings => Path.Combine(Root, "terraform", "pipeline.auto.tfvars.json");

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Orders.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Orders.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}

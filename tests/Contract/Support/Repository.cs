namespace Orders.Tests.Contract.Support;

/// <summary>Where the contracts are in the repository that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Contracts => Path.Combine(Root, "contracts");

    public static string Examples => Path.Combine(Contracts, "examples");

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

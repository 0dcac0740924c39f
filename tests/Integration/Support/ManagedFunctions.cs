namespace Orders.Tests.Integration.Support;

/// <summary>The functions as this test's own build made them, on the .NET runtime: no build is needed to start them.</summary>
static class ManagedFunctions
{
    public static IReadOnlyList<string> Ingest { get; } = Command("Ingest");

    public static IReadOnlyList<string> Processor { get; } = Command("Processor");

    public static IReadOnlyList<string> Notifier { get; } = Command("Notifier");

    static IReadOnlyList<string> Command(string project)
    {
        // artifacts/bin/<project>/<configuration>, beside the folder of this program.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return [Path.Combine(own.Parent!.Parent!.FullName, $"Orders.{project}", own.Name, $"orders-{project.ToLowerInvariant()}")];
    }
}

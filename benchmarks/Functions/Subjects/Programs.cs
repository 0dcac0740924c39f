namespace Orders.Benchmarks.Functions.Subjects;

/// <summary>The executables that are measured, each published as a native binary.</summary>
/// <param name="artifacts">Where the build puts them.</param>
/// <param name="runtimeIdentifier">What they are published for, as <c>linux-x64</c>.</param>
internal sealed class Programs(string artifacts, string runtimeIdentifier)
{
    public string Floor => Path("Benchmarks.Floor", "floor");

    public string ParseOnly => Path("Benchmarks.ParseOnly", "parse-only");

    public string PeerProcessors => Path("Benchmarks.PeerProcessors", "peer-processors");

    public string Ingest => Path("Ingest", "orders-ingest");

    public string Processor => Path("Processor", "orders-processor");

    public string Notifier => Path("Notifier", "orders-notifier");

    private string Path(string project, string executable) =>
        System.IO.Path.Combine(artifacts, "publish", $"Orders.{project}", $"release_{runtimeIdentifier}", executable);
}

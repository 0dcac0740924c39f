namespace Orders.Tests.Contract.AmazonLambda;

/// <summary>The events saved under <c>tests/payloads</c>, as the services send them.</summary>
internal static class Payload
{
    private static readonly string Folder = Find();

    public static string[] Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)).Order()];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".json"));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var payloads = Path.Combine(folder.FullName, "tests", "payloads");
            if (Directory.Exists(payloads))
            {
                return payloads;
            }
        }

        throw new DirectoryNotFoundException($"No tests/payloads above {AppContext.BaseDirectory}.");
    }
}

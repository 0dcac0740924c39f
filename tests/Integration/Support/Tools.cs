namespace Orders.Tests.Integration.Support;

/// <summary>Programs that tests need and that the project's scripts cannot install.</summary>
static class Tools
{
    /// <summary>How the reason begins; <c>./orders test</c> knows it, and takes such a skip where <c>CI</c> is set, too.</summary>
    public const string Phrase = "Not on this machine: ";

    /// <summary>The reason to skip a test with.</summary>
    public static string Missing(string tool) => Phrase + tool;
}

namespace Orders.Tests.Integration.Support;

/// <summary>A small function in JavaScript that speaks the Runtime API by itself, so that the local Lambda service is not tested with our own client.</summary>
static class ScriptFunction
{
    static string Script => Path.Combine(Repository.Root, "tests", "Integration", "Support", "function.mjs");

    /// <param name="behaviour">One of the script's behaviours: echo, batch, http, crash, hang, throw and so on.</param>
    public static IReadOnlyList<string> Command(string behaviour) => ["node", Script, behaviour];
}

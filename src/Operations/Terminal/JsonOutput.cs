namespace Orders.Operations.Terminal;

/// <summary>JSON on standard output.</summary>
internal static class JsonOutput
{
    /// <summary>Prints one value on a line of its own.</summary>
    /// <param name="json">The value.</param>
    /// <param name="showPersonalData">Whether e-mail addresses are printed as they are.</param>
    public static void WriteLine(string json, bool showPersonalData) =>
        // What would steer a terminal becomes the escape that JSON, too, has for it: the value stays the same.
        Console.WriteLine(SafeText.Clean(showPersonalData ? json : SafeText.MaskJson(json)));
}

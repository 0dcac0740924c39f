namespace Orders.Operations.Terminal;

/// <summary>JSON on standard output.</summary>
internal static class JsonOutput
{
    /// <summary>Prints one value as one line.</summary>
    /// <param name="json">The value.</param>
    /// <param name="showPersonalData">Whether personal data is printed unmasked.</param>
    public static void WriteLine(string json, bool showPersonalData) =>
        // Control characters for a terminal are written as JSON escapes: the value is unchanged.
        Console.WriteLine(SafeText.Clean(showPersonalData ? json : SafeText.MaskJson(json)));
}

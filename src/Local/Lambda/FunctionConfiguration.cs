using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Orders.Local.Lambda;

/// <summary>Writes the answer of GetFunctionConfiguration (Lambda API Reference), with the members that apply locally.</summary>
static class FunctionConfiguration
{
    public static JsonObject Of(LocalFunction function)
    {
        var definition = function.Function;
        return new JsonObject
        {
            ["FunctionName"] = definition.Name,
            ["FunctionArn"] = function.FunctionArn,
            ["Runtime"] = "provided.al2023",
            ["Handler"] = "bootstrap",
            ["Timeout"] = (int)definition.Timeout.TotalSeconds,
            ["MemorySize"] = definition.MemoryMb,
            ["Version"] = FunctionDefinition.Version,
            ["LastModified"] = function.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
            ["State"] = "Active",
            ["LastUpdateStatus"] = "Successful",
            ["PackageType"] = "Zip",
            ["Architectures"] = new JsonArray(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x86_64"),
            ["Environment"] = new JsonObject
            {
                // Variables that start with AWS_ are Lambda's own, and not part of a function's configuration.
                ["Variables"] = new JsonObject(definition.Environment
                    .Where(static variable => !variable.Key.StartsWith("AWS_", StringComparison.Ordinal))
                    .Select(static variable => KeyValuePair.Create<string, JsonNode?>(variable.Key, variable.Value))),
            },
        };
    }
}

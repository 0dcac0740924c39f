using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Dev.Packaging;

/// <summary>The packages that were built. Its JSON has these names in snake case.</summary>
/// <param name="Architecture"><c>arm64</c> or <c>x64</c>.</param>
/// <param name="Folder">The packages' folder.</param>
/// <param name="Packages">One package for each function.</param>
internal sealed record PackageReport(string Architecture, string Folder, IReadOnlyList<FunctionPackage> Packages)
{
    public string ToJson() => JsonSerializer.Serialize(this, PackageJsonContext.Default.PackageReport);
}

/// <summary>One function's package.</summary>
/// <param name="File">The file's name in the folder.</param>
/// <param name="BinaryBytes">The size of <c>bootstrap</c>.</param>
/// <param name="ZipBytes">The size of the package.</param>
/// <param name="Glibc">The newest version of the C library's symbols that it needs.</param>
/// <param name="Sha256">The package's hash in hexadecimal digits, as <c>sha256sum</c> prints it.</param>
internal sealed record FunctionPackage(string File, int BinaryBytes, int ZipBytes, Version Glibc, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PackageReport))]
[JsonSerializable(typeof(CommandPackage))]
internal sealed partial class PackageJsonContext : JsonSerializerContext;

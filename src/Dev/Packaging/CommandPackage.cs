namespace Orders.Dev.Packaging;

/// <summary>The command as one native binary, or as a .NET tool.</summary>
/// <param name="Architecture"><c>arm64</c>, <c>x64</c>, or <c>any</c> for the tool.</param>
/// <param name="File">The file's path.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="Sha256">The SHA-256 hash in hexadecimal digits, as <c>sha256sum</c> prints it.</param>
internal sealed record CommandPackage(string Architecture, string File, int Bytes, string Sha256);

namespace Orders.Dev.Packaging;

/// <summary>The command as one native binary.</summary>
/// <param name="Architecture"><c>arm64</c> or <c>x64</c>.</param>
/// <param name="File">The binary's path.</param>
/// <param name="Bytes">The binary's size.</param>
/// <param name="Sha256">The SHA-256 hash in hexadecimal digits, as <c>sha256sum</c> prints it.</param>
internal sealed record CommandPackage(string Architecture, string File, int Bytes, string Sha256);

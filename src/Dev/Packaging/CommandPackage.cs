namespace Orders.Dev.Packaging;

/// <summary>The command as one native binary.</summary>
/// <param name="Architecture"><c>arm64</c> or <c>x64</c>.</param>
/// <param name="File">Where it lies.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash in hexadecimal digits, as <c>sha256sum</c> prints it.</param>
internal sealed record CommandPackage(string Architecture, string File, int Bytes, string Sha256);

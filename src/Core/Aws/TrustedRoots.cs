using System.Runtime.InteropServices;

namespace Orders.Aws;

/// <summary>
/// Has TLS trust the few roots that lie beside the function, which are those of Amazon Trust Services. The system's bundle has about 145, and to
/// load them takes most of the CPU time of a cold start.
/// </summary>
public static partial class TrustedRoots
{
    /// <summary>The roots' file in a function's package.</summary>
    public const string FileName = "amazon-roots.pem";

    private const string FileVariable = "SSL_CERT_FILE";
    private const string FolderVariable = "SSL_CERT_DIR";

    /// <summary>
    /// Trusts the file in this folder and nothing else, for the whole process. Without the file, or where <c>SSL_CERT_FILE</c> says already what
    /// to trust, all stays as it is. To be called before the first TLS connection, which reads the roots once.
    /// </summary>
    /// <param name="folder">The folder of the executable.</param>
    /// <returns>Whether the file is trusted now.</returns>
    public static bool UseBeside(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!OperatingSystem.IsLinux() || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(FileVariable)) || !File.Exists(file))
        {
            return false;
        }

        // OpenSSL reads the process's own environment, not the copy that .NET has of it. The folder does not exist: no more roots.
        return SetEnvironmentVariable(FileVariable, file, 1) == 0 && SetEnvironmentVariable(FolderVariable, Path.Combine(folder, "no-more-roots"), 1) == 0;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}

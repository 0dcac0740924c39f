using System.Runtime.InteropServices;

namespace Orders.Aws;

/// <summary>
/// Makes TLS trust only the few root certificates beside the function, those of Amazon Trust Services. The system's bundle has about 145;
/// loading them takes most of a cold start's CPU time.
/// </summary>
public static partial class TrustedRoots
{
    /// <summary>The roots' file in a function's package.</summary>
    public const string FileName = "amazon-roots.pem";

    private const string FileVariable = "SSL_CERT_FILE";
    private const string FolderVariable = "SSL_CERT_DIR";

    /// <summary>
    /// Trusts the file in this folder and nothing else, for the whole process. Changes nothing if the file does not exist or
    /// <c>SSL_CERT_FILE</c> is set. Call it before the first TLS connection, which reads the roots once.
    /// </summary>
    /// <param name="folder">The folder of the executable.</param>
    /// <returns>Whether the file is now trusted.</returns>
    public static bool UseBeside(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!OperatingSystem.IsLinux() || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(FileVariable)) || !File.Exists(file))
        {
            return false;
        }

        // OpenSSL reads the process's environment, not .NET's copy of it. The folder does not exist, so it adds no roots.
        return SetEnvironmentVariable(FileVariable, file, 1) == 0 && SetEnvironmentVariable(FolderVariable, Path.Combine(folder, "no-more-roots"), 1) == 0;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}

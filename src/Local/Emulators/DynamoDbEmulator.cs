using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Orders.Local.Processes;

namespace Orders.Local.Emulators;

/// <summary>Starts dynoxide: DynamoDB and its streams in one static binary over an SQLite file.</summary>
public static class DynamoDbEmulator
{
    const int Attempts = 3;

    /// <summary>Starts it on a port of 127.0.0.1.</summary>
    /// <param name="folder">The folder <c>emulators/</c>, installed.</param>
    /// <param name="databasePath">The SQLite file; created when it is missing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="port">The port, of one that has ended; 0 is a free one.</param>
    /// <param name="cancellation">Gives up the start.</param>
    /// <exception cref="LocalPipelineException">There is no binary for this platform, or it ended, or it was not ready in time.</exception>
    public static async Task<Emulator> StartAsync(
        string folder, string databasePath, TimeProvider time, int port = 0, CancellationToken cancellation = default)
    {
        var binary = Binary(folder);
        for (var attempt = 1; ; attempt++)
        {
            // dynoxide does not say which port it was given for 0, so one is found for it; another process may take it first.
            var chosen = port == 0 ? FreePort() : port;
            try
            {
                var (process, _) = await Emulator.StartAsync(
                    new ChildProcessStart
                    {
                        Name = "The DynamoDB emulator (dynoxide)",
                        Command = [binary, "serve", "--host", "127.0.0.1", "--port", $"{chosen}", "--db-path", databasePath],
                    },
                    static line => line.StartsWith("Dynoxide listening on", StringComparison.Ordinal),
                    time,
                    cancellation);
                return new Emulator(new Uri($"http://127.0.0.1:{chosen}"), process);
            }
            catch (LocalPipelineException e) when (attempt < Attempts && e.Message.Contains("in use", StringComparison.OrdinalIgnoreCase))
            {
            }
        }
    }

    static string Binary(string folder)
    {
        var binary = Path.Combine(folder, "node_modules", "@dynoxide", "linux-x64", "dynoxide");
        return OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 && File.Exists(binary)
            ? binary
            : throw new LocalPipelineException(
                $"There is no DynamoDB emulator for {RuntimeInformation.RuntimeIdentifier}, only for linux-x64: set AWS_ENDPOINT_URL_DYNAMODB to " +
                "DynamoDB Local, LocalStack or AWS.");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

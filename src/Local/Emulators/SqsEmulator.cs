using System.Globalization;
using Orders.Local.Processes;
using Orders.Operations.Failures;

namespace Orders.Local.Emulators;

/// <summary>Starts fauxqs: SQS in memory, whose data is lost when it ends.</summary>
public static class SqsEmulator
{
    /// <summary>Starts the emulator on a free port of 127.0.0.1.</summary>
    /// <param name="folder">The folder <c>emulators/</c>, installed.</param>
    /// <param name="region">The region in its ARNs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Cancels the start.</param>
    /// <exception cref="CommandException">It ended or was not ready in time; the message has its last output.</exception>
    public static async Task<Emulator> StartAsync(string folder, string region, TimeProvider time, CancellationToken cancellation = default)
    {
        var (process, port) = await Emulator.StartAsync(
            new ChildProcessStart
            {
                Name = "The SQS emulator (fauxqs)",
                Command = ["node", Path.Combine(folder, "sqs.mjs"), region],
                WorkingDirectory = folder,
            },
            static line => ushort.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out _),
            time,
            cancellation);
        return new Emulator(new Uri($"http://127.0.0.1:{port}"), process);
    }
}

using System.Diagnostics;
using System.Text;
using Orders.Tests.Faults.Fuzzing.Inputs;
using SharpFuzz;

namespace Orders.Tests.Faults.Fuzzing.Campaigns;

/// <summary>A copy of this program in a folder of its own, whose Orders assemblies count the edges that they reach. What is deployed is not touched.</summary>
internal sealed class InstrumentedCopy : IDisposable
{
    private static readonly string[] Instrumented = ["Orders.Core.dll", "Orders.AmazonLambda.dll", "orders-ingest.dll", "orders-processor.dll", "orders-notifier.dll"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orders-fuzz-");

    public InstrumentedCopy()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }

        foreach (var assembly in Instrumented.Select(name => Path.Combine(_folder.FullName, name)).Where(File.Exists))
        {
            _ = Fuzzer.Instrument(assembly, static _ => true, Options.Value).ToList();
        }
    }

    /// <summary>Runs the fuzzing in it.</summary>
    /// <param name="inputs">How many inputs.</param>
    /// <param name="keeps">Whether inputs are made of those that reached new edges, or of seeds alone.</param>
    /// <param name="limit">After how long it is ended.</param>
    /// <param name="say">Gets each line.</param>
    public (int Status, string Output) Run(string inputs, bool keeps, TimeSpan limit, Action<string> say)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_folder.FullName, "Orders.Tests.Faults.dll"), "-noLogo", "-noColor", "-showLiveOutput", "-class", typeof(FuzzingTests).FullName!])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment =
            {
                ["ORDERS_FUZZ_INSTRUMENTED"] = "1",
                ["ORDERS_FUZZ_INPUTS"] = inputs,
                ["ORDERS_FUZZ_KEEPS"] = keeps ? "" : "nothing",
                ["ORDERS_FUZZ_REPOSITORY"] = Seeds.Repository(),
            },
        };
        var text = new StringBuilder();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                text.AppendLine(line.Data);
                say(line.Data);
            }
        };
        process.BeginOutputReadLine();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"not done in {limit}\n{text}");
        }

        process.WaitForExit();
        return (process.ExitCode, text.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

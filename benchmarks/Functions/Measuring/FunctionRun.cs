using System.Diagnostics;
using Orders.Benchmarks.Functions.Stubs;
using Orders.Benchmarks.Functions.Subjects;

namespace Orders.Benchmarks.Functions.Measuring;

/// <summary>One round of one subject: a fresh process, its first invocation, then as many as it has for a warm one.</summary>
internal static class FunctionRun
{
    // Enough that each path was taken and no buffer grows any more.
    private const int WarmUps = 50;

    /// <summary>Runs one round.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="environment">What each function's environment has.</param>
    public static Sample Measure(Subject subject, IReadOnlyDictionary<string, string> environment)
    {
        using var api = new RuntimeApiStub();
        var start = new ProcessStartInfo(subject.Executable) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in environment.Concat(subject.Environment).Append(new("AWS_LAMBDA_RUNTIME_API", api.Address)))
        {
            start.Environment[name] = value;
        }

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            Drain(process.StandardOutput);
            Drain(process.StandardError);
            api.WaitForNext();
            var sample = new Sample { InitMs = Milliseconds(started), InitCpuMs = ProcessClock.CpuTime(process.Id).TotalMilliseconds };

            Invoke(api, subject);
            sample = sample with { ColdMs = Milliseconds(started), ColdCpuMs = ProcessClock.CpuTime(process.Id).TotalMilliseconds };
            Complete(api);
            if (subject.Invocations > 0)
            {
                sample = Warm(sample, api, subject, process.Id);
            }

            return sample with { PeakMemoryMb = ProcessClock.PeakMemory(process.Id) / 1e6 };
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static Sample Warm(Sample sample, RuntimeApiStub api, Subject subject, int processId)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            Invoke(api, subject);
            Complete(api);
        }

        var latencies = new double[subject.Invocations];
        var cpu = ProcessClock.CpuTime(processId);
        for (var i = 0; i < latencies.Length; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            Invoke(api, subject);
            latencies[i] = Milliseconds(sent);
            Complete(api);
        }

        cpu = ProcessClock.CpuTime(processId) - cpu;
        Array.Sort(latencies);
        return sample with
        {
            WarmCpuUs = cpu.TotalMicroseconds / latencies.Length,
            WarmMs = latencies[latencies.Length / 2],
            WarmP99Ms = latencies[latencies.Length * 99 / 100],
        };
    }

    private static void Invoke(RuntimeApiStub api, Subject subject)
    {
        api.Invoke(subject.Payload);
        api.WaitForResult();
    }

    private static void Complete(RuntimeApiStub api)
    {
        api.Accept();
        api.WaitForNext();
    }

    // As Lambda does: a function that nobody listens to would stop when its pipe is full.
    private static void Drain(StreamReader output) => new Thread(() => output.BaseStream.CopyTo(Stream.Null)) { IsBackground = true }.Start();

    private static double Milliseconds(long since) => Stopwatch.GetElapsedTime(since).TotalMilliseconds;
}

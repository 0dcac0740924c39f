using System.Globalization;
using Orders.Tests.Faults.Fuzzing.Targets;

namespace Orders.Tests.Faults.Fuzzing.Campaigns;

/// <summary>Runs one input, and holds it to its time.</summary>
internal static class Trial
{
    /// <summary>The kind of an escape by time.</summary>
    public const string Slow = "takes too long";

    private const int Repeats = 10;

    /// <summary>Runs it.</summary>
    /// <returns>The outcome, in words to count by.</returns>
    /// <exception cref="Escape">It is none that an input may have, or it came too late, each time.</exception>
    public static string Run(Target target, byte[] input)
    {
        var outcome = target.Run(input);
        var limit = TimeLimit.For(input.Length);
        var fastest = target.CpuTime;
        // A collection of garbage, and a core that others use, slow down one run: only what is slow each time is slow.
        for (var left = Repeats; left > 0 && fastest > limit; left--)
        {
            target.Run(input);
            fastest = fastest < target.CpuTime ? fastest : target.CpuTime;
        }

        Escape.When(
            fastest > limit, Slow, string.Create(CultureInfo.InvariantCulture, $"{fastest.TotalMilliseconds:0.0} ms of CPU time at least, for {input.Length} bytes"));
        return outcome;
    }

    /// <summary>The escape of an input; null where it has an outcome.</summary>
    public static Escape? EscapeOf(Target target, byte[] input)
    {
        try
        {
            Run(target, input);
            return null;
        }
        catch (Escape escape)
        {
            return escape;
        }
    }
}

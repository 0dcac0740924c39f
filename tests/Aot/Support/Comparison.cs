using System.Text.RegularExpressions;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot.Support;

/// <summary>Gives the same events to the native binary and to the same function under the JIT, and compares all that comes of it.</summary>
static partial class Comparison
{
    /// <summary>Runs both.</summary>
    /// <returns>What both answered, and what both left behind.</returns>
    public static async Task<(IReadOnlyList<string> Answers, Effects Effects)> RunAsync(
        EmulatorFixture emulators, IReadOnlyList<string> native, IReadOnlyList<string> managed, params IReadOnlyList<byte[]> payloads)
    {
        var ours = await RunAsync(emulators, native, payloads);
        var theirs = await RunAsync(emulators, managed, payloads);
        Assert.Equal(theirs.Answers.Select(Stable), ours.Answers.Select(Stable));
        Assert.Equal(theirs.Effects.Rows.Select(Stable).Order(), ours.Effects.Rows.Select(Stable).Order());
        Assert.Equal(theirs.Effects.Messages.Select(Stable).Order(), ours.Effects.Messages.Select(Stable).Order());
        return ours;
    }

    static async Task<(IReadOnlyList<string> Answers, Effects Effects)> RunAsync(
        EmulatorFixture emulators, IReadOnlyList<string> command, IReadOnlyList<byte[]> payloads)
    {
        await using var run = await Run.StartAsync(emulators, command);
        var answers = new List<string>();
        foreach (var payload in payloads)
        {
            answers.Add(await run.InvokeAsync(payload));
        }

        return (answers, await run.EffectsAsync());
    }

    // What differs between any two runs: the current time, a new order's id and the invocation's trace, which begin with the time, and the request's id.
    static string Stable(string text) =>
        RequestId().Replace(NewId().Replace(Trace().Replace(Time().Replace(text, NowOrTime), InvocationOrTrace), "<new id>"), "<request>");

    static string InvocationOrTrace(Match match) => DateTimeOffset.FromUnixTimeSeconds(Convert.ToInt64(match.Groups["seconds"].Value, 16)) > DateTimeOffset.UtcNow.AddMinutes(-10)
        ? "<the invocation's trace>"
        : match.Value;

    static string NowOrTime(Match match) =>
        DateTimeOffset.Parse(match.Value) > DateTimeOffset.UtcNow.AddMinutes(-10) ? "<now>" : match.Value;

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+Z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    [GeneratedRegex("00-(?<seconds>[0-9a-f]{8})[0-9a-f]{24}-[0-9a-f]{16}-0[01]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trace();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NewId();

    [GeneratedRegex("(?<=\"request_id\":\")[^\"]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestId();
}

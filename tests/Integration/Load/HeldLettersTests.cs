using System.Diagnostics;
using System.Globalization;
using Amazon.SQS.Model;
using Orders.Resilience;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Load;

/// <summary>
/// A dead-letter queue that an incident has filled: the commands list and redrive all of it, each message once, in bounded memory.
/// <c>./orders test integration --backlog N --class '*HeldLettersTests'</c> takes any number.
/// </summary>
[Trait("Duration", "long")]
public sealed class HeldLettersTests(EmulatorFixture emulators, ITestOutputHelper output) : IDisposable
{
    const int DefaultMessages = 3_000;
    const int EntriesPerRequest = 10;
    const int SideBySideCalls = 8;
    const double BaseMb = 250;
    const double KilobytesPerMessage = 10;

    readonly string _data = Directory.CreateTempSubdirectory("orders-letters-").FullName;

    [Fact]
    public async Task All_letters_are_listed_and_redriven_once_in_bounded_memory()
    {
        var messages = int.Parse(Environment.GetEnvironmentVariable("ORDERS_BACKLOG") ?? $"{DefaultMessages}", NumberStyles.None, CultureInfo.InvariantCulture);
        var desk = await Operator.NewAsync(emulators, Path.Combine(_data, "audit.ndjson"));
        await SideBySide.ForEachAsync(
            Enumerable.Range(0, messages).Chunk(EntriesPerRequest), SideBySideCalls,
            some => desk.PutAsync(some.Select(static number => new SendMessageBatchRequestEntry($"{number % EntriesPerRequest}", $$$"""{"item":"kettle","quantity":1,"idempotency_key":"k{{{number}}}","customer_name":"Zoe","metadata":{"shop":"north"}}"""))));

        var listed = await RunAsync(desk, messages, "list", "--json");
        Assert.Equal((messages, true), (listed.GetProperty("count").GetInt32(), listed.GetProperty("complete").GetBoolean()));
        var redriven = await RunAsync(desk, messages, "redrive", "--yes", "--json");
        Assert.Equal((messages, 0, 0), (redriven.GetProperty("sent").GetInt32(), redriven.GetProperty("left").GetInt32(), redriven.GetProperty("in_both_places").GetInt32()));

        Assert.Empty(await desk.DrainAsync(desk.DeadLetters));
        var arrived = await desk.DrainAsync(desk.Orders);
        Assert.Equal((messages, messages), (arrived.Count, arrived.Select(static message => Wire.Parse(message.Body).GetProperty("idempotency_key").GetString()).Distinct().Count()));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    async Task<System.Text.Json.JsonElement> RunAsync(Operator desk, int messages, params IReadOnlyList<string> arguments)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var process = desk.StartBare(arguments);
        var (lines, errors) = (process.StandardOutput.ReadToEndAsync(Given.Token), process.StandardError.ReadToEndAsync(Given.Token));
        var peak = 0d;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakMb(process));
            await Task.WhenAny(process.WaitForExitAsync(Given.Token), Task.Delay(TimeSpan.FromMilliseconds(100), Given.Token));
        }

        var (printed, progress) = (await lines, await errors);
        Assert.True(process.ExitCode == 0, progress);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{arguments[0]} of {messages:N0}: {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s, at most {peak:0} MB; {progress.Count(static letter => letter == '\n')} lines of progress"));
        Assert.InRange(peak, 1, BaseMb + (messages * KilobytesPerMessage / 1024));
        return Wire.Parse(printed);
    }

    static double PeakMb(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1048576.0;
        }
        catch (InvalidOperationException)
        {
            // It has ended.
            return 0;
        }
    }
}

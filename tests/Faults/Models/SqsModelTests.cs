using Orders.Tests.Faults.World;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Faults.Models;

/// <summary>The queues in memory do with the same calls what the emulator does.</summary>
public sealed class SqsModelTests(EmulatorFixture emulators) : IClassFixture<EmulatorFixture>
{
    private const int MaxReceiveCount = 3;

    public static TheoryData<bool, int> Seeds
    {
        get
        {
            var data = new TheoryData<bool, int>();
            for (var seed = 1; seed <= 4; seed++)
            {
                data.Add(false, seed);
                data.Add(true, seed);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_model_and_the_emulator_do_the_same_with_the_same_calls(bool fifo, int seed)
    {
        var calls = Draw(new Dice((ulong)seed), fifo);
        var emulator = await RunAsync(await EmulatorQueue.CreateAsync(emulators, fifo, MaxReceiveCount), calls);
        var model = await DrivenCalls.OnOwnThread(() => RunAsync(new ModelQueue((ulong)seed, fifo, MaxReceiveCount), calls).GetAwaiter().GetResult());

        Assert.Equal(emulator, model);
        Assert.Contains(emulator, static answer => answer.StartsWith("dead: m", StringComparison.Ordinal));
    }

    // Bodies are m0, m1, …; all that is received is either deleted or given back at once, so no answer hangs on the time of day.
    private static List<(string Kind, int Count, int Keep)> Draw(Dice dice, bool fifo) =>
        [.. Enumerable.Range(0, 60).Select(_ => dice.Below(5) switch
        {
            0 => ("send", 1 + dice.Below(fifo ? 5 : 10), 0),
            1 when fifo => ("send again", 1 + dice.Below(3), 0),
            _ => ("receive", 10, dice.Below(3)),
        })];

    private static async Task<List<string>> RunAsync(ITestedQueue queue, List<(string Kind, int Count, int Keep)> calls)
    {
        var answers = new List<string>();
        var sent = 0;
        foreach (var (kind, count, keep) in calls)
        {
            switch (kind)
            {
                case "send":
                    await queue.SendAsync([.. Enumerable.Range(sent, count).Select(static n => $"m{n}")]).ConfigureAwait(false);
                    sent += count;
                    break;
                case "send again" when sent == 0:
                    break;
                case "send again":
                    await queue.SendAsync([.. Enumerable.Range(Math.Max(0, sent - count), Math.Min(count, sent)).Select(static n => $"m{n}")]).ConfigureAwait(false);
                    break;
                default:
                    // Standard queues deliver in any order: the whole of what is due is taken, and told sorted.
                    var received = await queue.ReceiveAllAsync().ConfigureAwait(false);
                    answers.Add($"received: {string.Join(' ', received.Select(static message => $"{message.Body}×{message.ReceiveCount}"))}");
                    var n = 0;
                    foreach (var message in received)
                    {
                        await (keep > 0 && n++ % 3 < keep ? queue.GiveBackAsync(message.Handle) : queue.DeleteAsync(message.Handle)).ConfigureAwait(false);
                    }

                    break;
            }
        }

        answers.Add($"dead: {string.Join(' ', await queue.DeadAsync().ConfigureAwait(false))}");
        return answers;
    }
}

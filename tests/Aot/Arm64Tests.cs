using System.Runtime.Versioning;
using System.Text.Json;
using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot;

/// <summary>The packages for Lambda's default processor do what the functions do, not only start.</summary>
public sealed class Arm64Tests(EmulatorFixture emulators, Arm64Packages packages)
{
    [Fact]
    public async Task Packaged_Ingest_answers_a_bad_order_as_under_the_JIT()
    {
        var command = (await packages.CommandsAsync(callsAws: false)).Ingest;

        var (answers, _) = await Comparison.RunAsync(emulators, command, ManagedFunctions.Ingest, """{"item":"Laptop","quantity":"2"}"""u8.ToArray());

        using var answer = JsonDocument.Parse(Assert.Single(answers));
        Assert.Equal(400, answer.RootElement.GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Packaged_Ingest_queues_an_order_as_under_the_JIT()
    {
        var command = (await packages.CommandsAsync()).Ingest;

        var (answers, effects) = await Comparison.RunAsync(emulators, command, ManagedFunctions.Ingest, Payload.Read("http-api-2.0-post"));

        using var answer = JsonDocument.Parse(Assert.Single(answers));
        Assert.Equal(200, answer.RootElement.GetProperty("statusCode").GetInt32());
        Assert.Single(effects.Messages);
    }

    [Fact]
    public async Task Packaged_Processor_puts_a_batch_into_the_table_as_under_the_JIT()
    {
        var command = (await packages.CommandsAsync()).Processor;

        var (answers, effects) = await Comparison.RunAsync(emulators, command, ManagedFunctions.Processor, Payload.Batch("sqs-standard"));

        Assert.StartsWith("{\"batchItemFailures\":[{\"itemIdentifier\":", Assert.Single(answers), StringComparison.Ordinal);
        Assert.NotEmpty(effects.Rows);
    }

    [Fact]
    public async Task Packaged_Notifier_sends_the_event_of_a_new_order_as_under_the_JIT()
    {
        var command = (await packages.CommandsAsync()).Notifier;

        var (answers, effects) = await Comparison.RunAsync(emulators, command, ManagedFunctions.Notifier, Payload.Read("stream-insert"));

        Assert.Equal("""{"batchItemFailures":[]}""", Assert.Single(answers));
        Assert.Contains("\"type\":\"orders.placed.v1\"", Assert.Single(effects.Messages), StringComparison.Ordinal);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task An_unpacked_bootstrap_may_be_executed()
    {
        var commands = await packages.CommandsAsync(callsAws: false);
        foreach (var command in (IReadOnlyList<string>[])[commands.Ingest, commands.Processor, commands.Notifier])
        {
            const UnixFileMode Mode755 = (UnixFileMode)0b111_101_101;
            Assert.Equal(Mode755, File.GetUnixFileMode(command[^1]));
        }
    }
}

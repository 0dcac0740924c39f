using System.Text;
using Orders.Dev.Functions;
using Orders.Dev.Packaging;
using Orders.Local.Lambda;
using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot;

public sealed class BinaryTests(EmulatorFixture emulators, NativeFunctions native)
{
    [Fact]
    public async Task A_missing_variable_fails_init_with_its_name_and_the_process_ends()
    {
        var command = (await native.CommandsAsync()).Notifier;
        await using var lambda = await LambdaService.StartAsync(
            [new FunctionDefinition { Name = "f", Command = command, Environment = new Dictionary<string, string> { ["EVENT_SOURCE"] = "/orders" } }],
            emulators.Endpoints,
            new LambdaServiceOptions(),
            TimeProvider.System);

        var result = await lambda["f"].InvokeAsync("{}"u8.ToArray()).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        var error = Encoding.UTF8.GetString(result.Payload.Span);
        Assert.Equal(InvocationStatus.FunctionError, result.Status);
        Assert.Contains("SettingsException", error, StringComparison.Ordinal);
        Assert.Contains("CONSUMERS is not set", error, StringComparison.Ordinal);
        Assert.Contains("EVENTS_DLQ_URL is not set", error, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => lambda["f"].InstancePids.Count == 0, "the process has ended", withinSeconds: 5);
    }

    [Fact]
    public async Task No_binary_needs_a_newer_C_library_than_Lambda_has()
    {
        var commands = await native.CommandsAsync();
        foreach (var binary in (string[])[commands.Ingest[0], commands.Processor[0], commands.Notifier[0]])
        {
            var needed = LambdaSystem.Check(binary, await File.ReadAllBytesAsync(binary, TestContext.Current.CancellationToken), TargetArchitecture.Host);
            // Glibc for arm64 begins with 2.17: less would say that the versions were not read.
            Assert.InRange(needed, new Version(2, 17), LambdaSystem.Glibc);
        }
    }
}

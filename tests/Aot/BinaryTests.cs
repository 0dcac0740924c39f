using System.Text;
using System.Text.RegularExpressions;
using Orders.Cli;
using Orders.Local.Lambda;
using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot;

public sealed partial class BinaryTests(EmulatorFixture emulators, NativeFunctions native)
{
    /// <summary>The C library of the runtime <c>provided.al2023</c> (Lambda Developer Guide, "OS-only runtime").</summary>
    static readonly Version LambdasLibrary = new(2, 34);

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
            var (status, symbols) = await DumpAsync(binary);
            Assert.True(status == 0, symbols);
            var needed = LibraryVersion().Matches(symbols).Select(static match => new Version(match.Groups["version"].Value)).ToList();
            Assert.NotEmpty(needed);
            Assert.True(needed.Max() <= LambdasLibrary, $"{Path.GetFileName(binary)} needs GLIBC {needed.Max()}, and Lambda has {LambdasLibrary}.");
        }
    }

    static async Task<(int Status, string Output)> DumpAsync(string binary)
    {
        try
        {
            return await ExternalProgram.RunAsync("objdump", ["-T", binary], Integration.Support.Repository.Root, TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is CommandException or System.ComponentModel.Win32Exception)
        {
            Assert.Skip("objdump is not on the PATH (Debian: binutils).");
            throw;
        }
    }

    [GeneratedRegex(@"GLIBC_(?<version>\d+\.\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LibraryVersion();
}

using System.Diagnostics;
using Orders.Cli.Completion;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Cli;

/// <summary>The script for bash, run by bash as it does when somebody presses the tabulator.</summary>
public sealed class CompletionTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("orders-completion-").FullName;

    [Theory]
    [InlineData("orders dl", "dlq")]
    [InlineData("orders dlq sh", "show")]
    [InlineData("orders dlq list --rea", "--reason")]
    [InlineData("orders dlq list --reason key_", "key_conflict")]
    [InlineData("orders dlq list --queue order-e", "order-events-dlq")]
    // bash itself keeps what is before the colon.
    [InlineData("orders dlq list --queue consumer:ful", "fulfilment")]
    [InlineData("orders events replay --consumer no", "notifications")]
    [InlineData("orders events tail --type orders.rem", "orders.removed.v1")]
    [InlineData("orders order list --status PE", "PENDING")]
    [InlineData("orders order set-status 01a21225-41e1-7fac-b437-14d506b73d31 PRO", "PROCESSING")]
    [InlineData("orders completion f", "fish")]
    public async Task Bash_completes_commands_options_and_values(string line, string expected) => Assert.Equal([expected], await CompleteAsync(line));

    [Fact]
    public async Task Bash_offers_all_that_may_come_next() =>
        Assert.Superset(new HashSet<string> { "status", "doctor", "dlq", "order", "events", "up" }, (await CompleteAsync("orders ")).ToHashSet());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What bash has in <c>COMPREPLY</c> after the script's function ran for a line with the cursor at its end.</summary>
    async Task<string[]> CompleteAsync(string line)
    {
        // The command by the name by which a shell finds it.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(own.Parent!.Parent!.FullName, "Orders.Dev", own.Name, "orders");
        File.CreateSymbolicLink(Path.Combine(_folder, "orders"), program);
        var script = $$"""
            {{CompletionScript.ByShell["bash"]}}
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=(orders)
            _orders
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["--noprofile", "--norc", "-c", script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}", ["ORDERS_ROOT"] = Repository.Root },
        })!;
        var output = await bash.StandardOutput.ReadToEndAsync(Given.Token);
        await bash.WaitForExitAsync(Given.Token);
        Assert.Equal(0, bash.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

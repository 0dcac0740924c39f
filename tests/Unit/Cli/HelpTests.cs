using System.CommandLine;
using Orders.Cli;
using Orders.Cli.Help;
using Orders.Cli.Options;
using Orders.Dev;

namespace Orders.Tests.Unit.Cli;

/// <summary>The help of every command.</summary>
public sealed class HelpTests
{
    private static readonly string[] Developers = ["demo", "up", "send", "test", "bench", "cost", "scale", "package"];

    public static TheoryData<string> Paths() => [.. Leaves(OrdersCommand.Create(Repository.Find())).Select(static leaf => leaf.Path)];

    [Fact]
    public void The_repositorys_help_lists_demo_and_up_first_then_what_operators_do_then_what_developers_do()
    {
        var lines = HelpOf(OrdersCommand.Create(Repository.Find()), []).Split('\n');

        Assert.Equal(
            ["demo", "up", "send", "status", "doctor", "console", "pause", "resume", "rollback", "dlq", "order", "events", "completion", "test", "bench", "cost", "scale", "package"],
            lines.Where(static line => line.Length > 2 && line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ').Select(static line => line.Trim().Split(' ')[0]));
    }

    [Fact]
    public void The_operators_program_has_no_command_of_developers()
    {
        var commands = OperatorCommands.Create(Repository.Find()).Commands.Select(static command => command.Name).ToList();

        Assert.Empty(commands.Intersect(Developers, StringComparer.Ordinal));
        Assert.Contains("dlq", commands);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_help_fits_80_columns_and_has_an_example_that_parses(string path)
    {
        var root = OrdersCommand.Create(Repository.Find());
        var help = HelpOf(root, path.Split(' '));

        Assert.All(help.Split('\n'), static line => Assert.True(line.TrimEnd().Length <= 80, line));
        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Skip(1).Select(static line => line.Trim()).Where(static line => line.Length > 0).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            var words = example.Replace("source <(", "", StringComparison.Ordinal).TrimEnd(')').Replace('\'', '"')["orders ".Length..];
            Assert.StartsWith(path, words, StringComparison.Ordinal);
            // A file that an example names need not be there.
            Assert.DoesNotContain(root.Parse(words).Errors, static error => !error.Message.Contains("file", StringComparison.Ordinal));
        });
    }

    private static string HelpOf(RootCommand root, string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        root.Parse([.. words, "--help"]).Invoke(new InvocationConfiguration { Output = output });
        return output.ToString();
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path = "") => command.Subcommands.Count == 0
        ? [(path, command)]
        : command.Subcommands.SelectMany(sub => Leaves(sub, path.Length == 0 ? sub.Name : $"{path} {sub.Name}"));
}

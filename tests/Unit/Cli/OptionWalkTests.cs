using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Orders.Cli;
using Orders.Cli.Options;
using Orders.Dev;
using Orders.Operations.Failures;

namespace Orders.Tests.Unit.Cli;

/// <summary>Every option and argument of every command, with values that nobody should give them.</summary>
public sealed class OptionWalkTests
{
    static readonly string[] Odd =
    [
        "abc", "-1", "0", "1e400", "1e-400", "NaN", "Infinity", "99999999999999999999", "99999999999999999999999999999999999999", "1.5", "0x10", "١", "1,000", " 1", "",
        new string('9', 100_000), "\ud800", "a\nb", "@/etc/passwd", "true", "36501d", "-1h", "1y", "http://", "/", "--", "[suggest:abc]", "{\"\\ud800\":1}", "\u202e",
    ];

    static readonly RootCommand Root = OrdersCommand.Create(Repository.Find());

    public static TheoryData<string> Commands => [.. Leaves(Root, "").Select(static leaf => leaf.Path)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_odd_value_is_taken_or_refused_by_a_sentence(string path)
    {
        var command = Leaves(Root, "").Single(leaf => leaf.Path == path).Command;
        foreach (var value in Odd)
        {
            foreach (var option in command.Options.Where(static option => option is not HelpOption))
            {
                Check(path, option.Name, [option.Name, value]);
                Check(path, option.Name, [$"{option.Name}={value}"]);
                Check(path, option.Name, [option.Name]);
                Check(path, option.Name, [option.Name, value, option.Name, value]);
            }

            for (var count = 1; count <= command.Arguments.Count + 1; count++)
            {
                Check(path, "", [.. Enumerable.Repeat(value, count)]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Odd_values_of_two_options_at_once_are_taken_or_refused(string path)
    {
        var options = Leaves(Root, "").Single(leaf => leaf.Path == path).Command.Options.Where(static option => option is not HelpOption).ToList();
        foreach (var value in (string[])["abc", "-1", "0", "1", "1e400"])
        {
            foreach (var one in options)
            {
                foreach (var other in options.Where(other => other != one))
                {
                    Check(path, one.Name, [one.Name, value, other.Name, value]);
                }
            }
        }
    }

    [Fact]
    public void No_option_has_a_numeric_type_of_the_library()
    {
        Type[] numbers = [typeof(int), typeof(int?), typeof(long), typeof(long?), typeof(ulong), typeof(ulong?), typeof(double), typeof(double?)];

        Assert.Empty(Leaves(Root, "")
            .SelectMany(static leaf => leaf.Command.Options.Select(option => (leaf.Path, option.Name, Type: option.ValueType)))
            .Where(option => numbers.Contains(option.Type))
            .Select(static option => $"{option.Path} {option.Name}"));
    }

    [Theory]
    [InlineData("dlq list --limit abc", "--limit must be a whole number from 1 to 2,147,483,647")]
    [InlineData("dlq list --limit 0", "--limit must be a whole number from 1 to 2,147,483,647")]
    [InlineData("dlq list --lease abc", "--lease must be a whole number from 5 to 3,600")]
    [InlineData("dlq list --lease 3601", "--lease must be a whole number from 5 to 3,600")]
    [InlineData("status --watch x", "--watch must be a whole number from 1 to 86,400")]
    [InlineData("status --watch 0", "--watch must be a whole number from 1 to 86,400")]
    [InlineData("status --region Frankfurt", "--region must be a region's code such as eu-central-1")]
    [InlineData("status --prefix a_b", "--prefix must be at most 20 of the characters A-Z a-z 0-9 -")]
    [InlineData("scale --api-requests abc --json", "--api-requests must be a number from 1 to 1,000,000")]
    [InlineData("scale --max-pollers 1e400", "--max-pollers must be a whole number from 2 to 2,000")]
    [InlineData("status --settings /nonexistent", "--settings must name an existing file")]
    [InlineData("dlq list --settings /tmp", "--settings must name an existing file")]
    [InlineData("package --arch x", "--arch must be one of arm64, x64")]
    [InlineData("completion tcsh", "shell must be one of bash, zsh, fish")]
    [InlineData("test nope", "suite must be one of unit, contract, faults, integration, browser, aot, terraform, mutants")]
    [InlineData("test unit nope never", "suite must be one of unit, contract, faults, integration, browser, aot, terraform, mutants")]
    [InlineData("events tail --type x", "--type must be one of orders.placed.v1, orders.rejected.v1, orders.removed.v1, orders.status_changed.v1")]
    [InlineData("test --seeds NaN", "--seeds must be a whole number from 1 to 18,446,744,073,709,551,615")]
    [InlineData("test --input /nonexistent", "--input must name an existing file")]
    public void The_option_and_its_rule_are_named(string line, string message) => Assert.Equal(message, Assert.Single(Parse(line.Split(' ')).Errors).Message);

    [Theory]
    [InlineData("dlq list --limit abc")]
    [InlineData("dlq list --lease abc")]
    [InlineData("dlq")]
    [InlineData("status --watch x")]
    [InlineData("up --api-port 99999")]
    [InlineData("up --concurrency -1")]
    [InlineData("up --concurrency 0")]
    [InlineData("send Laptop --key schlüssel")]
    public async Task A_usage_error_exits_with_64(string line) =>
        Assert.Equal(ExitCodes.Usage, await CommandProgram.InvokeAsync(Parse(line.Split(' ')), TestContext.Current.CancellationToken));

    [Fact]
    public void A_value_that_begins_with_an_at_sign_reads_no_file() =>
        Assert.Equal("@/etc/passwd", Parse(["dlq", "list", "--field", "@/etc/passwd"]).GetValue<string>("--field"));

    [Theory]
    [InlineData("[suggest:abc]")]
    [InlineData("[suggest:-1]")]
    [InlineData("[suggest:99999999999999999999]")]
    [InlineData("[suggest:]")]
    [InlineData("[suggest:")]
    public void Suggestions_are_for_a_position(string directive) =>
        Assert.Equal(ExitCodes.Usage, Assert.Throws<CommandException>(() => Parse([directive, "dlq "])).ExitCode);

    [Theory]
    [InlineData("[suggest:0]")]
    [InlineData("[suggest:99]")]
    [InlineData("[suggest]")]
    public void Suggestions_do_not_fail(string directive) =>
        Assert.Equal(ExitCodes.Success, Parse([directive, "dlq "]).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = TextWriter.Null }));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("dlq nonsense")]
    [InlineData("dlq list nonsense")]
    [InlineData("[parse] dlq list")]
    [InlineData("dlq")]
    public void What_is_no_command_is_an_error(string line) => Assert.NotEmpty(Parse(line.Split(' ')).Errors);

    private static void Check(string path, string name, string[] given)
    {
        ParseResult result;
        try
        {
            result = Parse([.. path.Split(' '), .. given]);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{path} {string.Join(' ', given)[..Math.Min(200, string.Join(' ', given).Length)]}", exception);
        }

        Assert.All(result.Errors, error =>
        {
            Assert.NotEmpty(error.Message);
            Assert.DoesNotContain("System.", error.Message, StringComparison.Ordinal);
            // The library's rule on allowed values: it names neither option nor argument.
            Assert.DoesNotContain("not recognized", error.Message, StringComparison.Ordinal);
        });
        if (result.Errors.Count == 0 && name.Length > 0)
        {
            // What passed can be read.
            _ = result.GetResult(name) is OptionResult found ? found.GetValueOrDefault<object?>() : null;
        }
    }

    private static ParseResult Parse(IReadOnlyList<string> arguments) => OrdersCommand.Parse(Repository.Find(), arguments);

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [(path, command)]
        : command.Subcommands.SelectMany(child => Leaves(child, path.Length == 0 ? child.Name : $"{path} {child.Name}"));
}

using System.CommandLine;
using Orders.Cli;
using Orders.Cli.Options;
using Orders.Dev;

namespace Orders.Tests.Unit.Cli;

/// <summary>An empty value is what a shell makes of a variable that is not set: no option and no argument takes it.</summary>
public sealed class EmptyValueTests
{
    private const string Id = "33ce1635-8f44-8ead-9e06-9175cbb6557b";

    /// <summary>Every option and argument of the whole tree that takes a value, with the words that lead to it.</summary>
    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            Add(data, OrdersCommand.Create(Repository.Find()), "");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_empty_value_is_refused_with_the_name_and_the_rule(string command, string name)
    {
        foreach (var empty in (string[])["", " ", "\t \u00a0"])
        {
            string[] words = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. name.StartsWith('-') ? [name, empty] : (string[])[empty]];

            var errors = OrdersCommand.Create(Repository.Find()).Parse(words).Errors.Select(static error => error.Message).ToList();

            if (name == "--prefix" && empty.Length == 0)
            {
                Assert.DoesNotContain($"{name} must not be empty", errors);
            }
            else
            {
                Assert.Single(errors, message => message == $"{name} must not be empty");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_word_behind_an_empty_value_is_not_taken_for_it(string command, string name)
    {
        foreach (var sign in name.StartsWith('-') ? "=:" : "")
        {
            string[] words = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), name + sign, "--json"];

            Assert.Single(OrdersCommand.Parse(Repository.Find(), words).Errors, error => error.Message == $"{name} must not be empty after {sign}");
        }
    }

    [Theory]
    [InlineData("--output must not be empty after =", "dlq", "export", "--output=", "--json")]
    [InlineData("-o must not be empty after =", "dlq", "export", "-o=", "--json")]
    [InlineData("--json must not be empty after =", "dlq", "list", "--json=")]
    public void Nor_after_another_name_nor_for_a_flag(string message, params string[] words) =>
        Assert.Equal(message, Assert.Single(OrdersCommand.Parse(Repository.Find(), words).Errors).Message);

    [Theory]
    [InlineData("send", "--", "--key=")]
    [InlineData("send", "--", "--rate=")]
    [InlineData("dlq", "redrive", "--set", "item=")]
    [InlineData("dlq", "redrive", "--set=item=")]
    public void What_is_no_option_of_the_command_may_end_so(params string[] words) => Assert.Empty(OrdersCommand.Parse(Repository.Find(), words).Errors);

    [Fact]
    public void There_are_many() => Assert.True(All.Count > 200, $"{All.Count}");

    [Theory]
    [InlineData("dlq", "discard", "--id=", "--count", "1")]
    [InlineData("dlq", "redrive", "--yes", "--id:")]
    [InlineData("dlq", "list", "--reason=")]
    [InlineData("order", "get", "")]
    [InlineData("order", "history", "")]
    [InlineData("order", "set-status", Id, "")]
    [InlineData("dlq", "redrive", "--set", "")]
    [InlineData("dlq", "redrive", "--set", "a=b", "--set", "")]
    public void However_it_is_written(params string[] words) => Assert.NotEmpty(OrdersCommand.Create(Repository.Find()).Parse(words).Errors);

    [Fact]
    public void A_member_may_be_set_to_an_empty_text() =>
        Assert.Empty(OrdersCommand.Create(Repository.Find()).Parse(["dlq", "redrive", "--set", "item="]).Errors);

    private static void Add(TheoryData<string, string> data, Command command, string path)
    {
        foreach (var option in command.Options.Where(static option => option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0))
        {
            data.Add(path, option.Name);
        }

        foreach (var argument in command.Arguments.Take(1))
        {
            data.Add(path, argument.Name);
        }

        foreach (var subcommand in command.Subcommands)
        {
            Add(data, subcommand, $"{path} {subcommand.Name}");
        }
    }
}

using Orders.Operations.Terminal;
using Spectre.Console;

namespace Orders.Tests.Unit.Status;

/// <summary>Tables of operators' commands in narrow terminals: nothing is cut off, and what an operator copies stays in one piece.</summary>
public sealed class FittedTableTests
{
    private const string Id = "019f2790-5c32-7576-9ae2-c99964612df5";

    [Fact]
    public void A_wide_terminal_has_a_border() => Assert.Equal(
        [
            "╭──────────────────────────────────────┬──────┬───────┬────────────────────────╮",
            "│ order                                │ age  │ count │ rule                   │",
            "├──────────────────────────────────────┼──────┼───────┼────────────────────────┤",
            $"│ {Id} │ 12 s │     3 │ quantity must be small │",
            "╰──────────────────────────────────────┴──────┴───────┴────────────────────────╯",
        ],
        Show(80));

    [Fact]
    public void Without_room_for_a_border_columns_are_apart_and_long_texts_wrap() => Assert.Equal(
        [
            "order                                 age   count  rule",
            $"{Id}  12 s      3  quantity must",
            "                                                   be small",
        ],
        Show(66));

    [Fact]
    public void A_narrower_one_leaves_out_the_optional_columns() => Assert.Equal(
        [
            "order                                 count  rule",
            $"{Id}      3  quantity",
            "                                             must be",
            "                                             small",
        ],
        Show(57));

    [Fact]
    public void The_narrowest_has_a_paragraph_for_each_row() => Assert.Equal(
        [Id, "  age 12 s · count 3", "  rule: quantity must be small"],
        Show(40));

    private static string[] Show(int width)
    {
        var table = new FittedTable(new("order"), new("age") { IsOptional = true }, new("count") { IsRight = true }, new("rule") { MinWidth = 10 });
        table.AddRow(Id, "12 s", "3", "quantity must be small");
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd()).ToArray();
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
        return lines;
    }
}

using System.Globalization;
using Spectre.Console;

namespace Orders.Operations.Terminal;

/// <summary>Renders tables as text that does not depend on the terminal, so that a document can contain it.</summary>
internal static class PlainTable
{
    private const int Width = 120;

    /// <summary>Renders a table whose first <paramref name="textColumns"/> columns are text and the others numbers.</summary>
    public static string Render(IReadOnlyList<string> headers, int textColumns, IEnumerable<IReadOnlyList<string>?> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        for (var i = 0; i < headers.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(headers[i])).NoWrap();
            table.AddColumn(i < textColumns ? column : column.RightAligned());
        }

        foreach (var row in rows)
        {
            if (row is null)
            {
                table.AddEmptyRow();
            }
            else
            {
                table.AddRow([.. row.Select(Markup.Escape)]);
            }
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd())).Trim('\n');
    }

    /// <summary>Formats a count.</summary>
    public static string Count(decimal count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>Formats a count that may be a fraction.</summary>
    public static string Number(decimal number) => number.ToString("#,##0.##", CultureInfo.InvariantCulture);

    /// <summary>Formats dollars to the cent; less than half a cent is shown as less than one.</summary>
    public static string Dollars(decimal dollars) => dollars is > 0 and < 0.005m ? "<0.01" : dollars.ToString("#,##0.00", CultureInfo.InvariantCulture);
}

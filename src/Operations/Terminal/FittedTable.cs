using Spectre.Console;
using Spectre.Console.Rendering;
using Lines = Spectre.Console.Rows;

namespace Orders.Operations.Terminal;

/// <summary>A column of a <see cref="FittedTable"/>.</summary>
/// <param name="Header">The header.</param>
internal sealed record FittedColumn(string Header)
{
    /// <summary>Whether it has numbers.</summary>
    public bool IsRight { get; init; }

    /// <summary>The width to which its cells may be wrapped; null if they must stay on one line, as an ID that is copied must.</summary>
    public int? MinWidth { get; init; }

    /// <summary>Whether it is left out if there is no room for it, the last one first.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>A cell of a <see cref="FittedTable"/>.</summary>
/// <param name="Text">The text, safe to show.</param>
/// <param name="IsBad">Whether it is red.</param>
internal readonly record struct FittedCell(string Text, bool IsBad = false)
{
    public static implicit operator FittedCell(string text) => new(text);
}

/// <summary>
/// A table that stays readable at any width: with a border if there is room, else without one, else without its optional columns, else as a short
/// paragraph for each row.
/// </summary>
/// <param name="columns">The columns; the first names the row.</param>
internal sealed class FittedTable(params IReadOnlyList<FittedColumn> columns) : Renderable
{
    private const int Gap = 2;
    private const int Indent = 2;
    // A blank on both sides of each cell, and a line between cells and at both ends.
    private const int BorderPerColumn = 3;
    private const int BorderEnd = 1;

    private readonly List<IReadOnlyList<FittedCell>> _rows = [];

    /// <summary>Adds a row with a cell for each column.</summary>
    public void AddRow(params IReadOnlyList<FittedCell> cells) => _rows.Add(cells);

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => Fit(maxWidth).Render(options, maxWidth);

    private IRenderable Fit(int width)
    {
        int[] shown = [.. Enumerable.Range(0, columns.Count)];
        if (Width(shown) + (BorderPerColumn * shown.Length) + BorderEnd <= width)
        {
            return NewTable(shown, TableBorder.Rounded);
        }

        while (Width(shown) + (Gap * (shown.Length - 1)) > width)
        {
            if (Array.FindLastIndex(shown, index => columns[index].IsOptional) is >= 0 and var last)
            {
                shown = [.. shown[..last], .. shown[(last + 1)..]];
            }
            else
            {
                return new Lines(_rows.Select(Paragraphs));
            }
        }

        return NewTable(shown, TableBorder.None);
    }

    // The least width of the cells.
    private int Width(IEnumerable<int> shown) => shown.Sum(index => _rows.Select(row => row[index].Text).Append(columns[index].Header)
        .Max(text => Math.Min(columns[index].MinWidth ?? int.MaxValue, text.Split('\n').Max(static line => new Segment(line).CellCount()))));

    private Table NewTable(IReadOnlyList<int> shown, TableBorder border)
    {
        var table = new Table().Border(border);
        foreach (var index in shown)
        {
            var column = new TableColumn(Markup.Escape(columns[index].Header)) { NoWrap = columns[index].MinWidth is null, Alignment = columns[index].IsRight ? Justify.Right : Justify.Left };
            table.AddColumn(border == TableBorder.None ? column.PadLeft(0).PadRight(index == shown[^1] ? 0 : Gap) : column);
        }

        foreach (var row in _rows)
        {
            table.AddRow(shown.Select(index => new Text(row[index].Text, StyleOf(row[index]))));
        }

        return table;
    }

    private Lines Paragraphs(IReadOnlyList<FittedCell> row)
    {
        var cells = columns.Zip(row).Skip(1).Where(static cell => cell.Second.Text.Length > 0).ToList();
        var small = new Paragraph();
        foreach (var (column, cell) in cells.Where(static cell => cell.First.MinWidth is null))
        {
            small.Append($"{(small.Length == 0 ? "" : " · ")}{column.Header} ").Append(cell.Text, StyleOf(cell));
        }

        return new Lines([
            new Text(row[0].Text, StyleOf(row[0])),
            .. cells.Where(static cell => cell.First.MinWidth is not null).Select(static cell => new Text($"{cell.First.Header}: {cell.Second.Text}", StyleOf(cell.Second)))
                .Cast<IRenderable>().Prepend(small).Select(static part => new Padder(part, new Padding(Indent, 0, 0, 0))),
        ]);
    }

    private static Style StyleOf(FittedCell cell) => cell.IsBad ? new Style(Color.Red) : Style.Plain;
}

using Orders.Operations.Terminal;
using Spectre.Console;

namespace Orders.Operations.Orders;

/// <summary>A table of attributes and their values, for one order.</summary>
/// <param name="showPersonalData">Whether personal data is shown unmasked.</param>
internal sealed class AttributeTable(bool showPersonalData)
{
    private readonly Table _table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("attribute", "value");

    /// <summary>Adds an attribute; null adds none.</summary>
    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            _table.AddRow(new Text(name), new Text(SafeText.Value(value, showPersonalData)));
        }
    }

    /// <summary>Writes the table.</summary>
    public void WriteTo(IAnsiConsole console) => console.Write(_table);
}

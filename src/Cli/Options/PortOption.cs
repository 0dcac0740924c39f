using System.CommandLine;

namespace Orders.Cli.Options;

/// <summary>Options for ports on 127.0.0.1.</summary>
internal static class PortOption
{
    /// <summary>Creates an optional port; 0 selects a free one.</summary>
    public static Option<decimal?> Create(string name, string description, int otherwise) =>
        NumberOption.CreateInteger(name, $"{description} 0 selects a free one. Default: {otherwise}.", 0, 65_535);
}

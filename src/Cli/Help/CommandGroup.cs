using System.CommandLine;

namespace Orders.Cli.Help;

/// <summary>Commands that the help lists together.</summary>
/// <param name="Title">What they are for.</param>
/// <param name="Commands">The commands.</param>
/// <param name="Examples">Lines to paste, by the command's words below the program's name.</param>
internal sealed record CommandGroup(string Title, IReadOnlyList<Command> Commands, IReadOnlyDictionary<string, string[]> Examples);

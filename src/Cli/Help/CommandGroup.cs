using System.CommandLine;

namespace Orders.Cli.Help;

/// <summary>A group of commands in the help.</summary>
/// <param name="Title">The group's title.</param>
/// <param name="Commands">The commands.</param>
/// <param name="Examples">Command lines to paste, by the command's path without the program's name.</param>
internal sealed record CommandGroup(string Title, IReadOnlyList<Command> Commands, IReadOnlyDictionary<string, string[]> Examples);

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Orders.Cli.Help;

/// <summary>Help in 80 columns: the library's help, with the root's commands in groups and examples below each command.</summary>
/// <param name="library">The library's help.</param>
/// <param name="groups">The commands.</param>
internal sealed class CommandHelp(HelpAction library, IReadOnlyList<CommandGroup> groups) : SynchronousCommandLineAction
{
    private const int Width = 80;
    private const int NameWidth = 12;

    /// <summary>Sets this help on a program.</summary>
    public static void AddTo(RootCommand root, IReadOnlyList<CommandGroup> groups)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        if (option.Action is HelpAction library)
        {
            library.MaxWidth = Width;
            option.Action = new CommandHelp(library, groups);
        }
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is RootCommand root)
        {
            WriteRoot(root, output);
            return 0;
        }

        var status = library.Invoke(parseResult);
        if (Examples(PathOf(parseResult.CommandResult)) is { Length: > 0 } examples)
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return status;
    }

    private void WriteRoot(RootCommand root, TextWriter output)
    {
        output.WriteLine(root.Description);
        output.WriteLine();
        output.WriteLine("Usage: orders COMMAND [options]     orders COMMAND --help");
        foreach (var group in groups)
        {
            output.WriteLine();
            output.WriteLine($"{group.Title}:");
            foreach (var command in group.Commands)
            {
                var name = command.Name;
                foreach (var line in Wrapped(command.Description ?? "", Width - NameWidth - 2))
                {
                    output.WriteLine($"  {name.PadRight(NameWidth)}{line}");
                    name = "";
                }
            }
        }

        output.WriteLine();
    }

    private string[] Examples(string path) => groups.Select(group => group.Examples.GetValueOrDefault(path)).FirstOrDefault(static found => found is not null) ?? [];

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult { Command: not RootCommand } parent ? $"{PathOf(parent)} {result.Command.Name}" : result.Command.Name;

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        yield return line;
    }
}

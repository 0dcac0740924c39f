using System.CommandLine;
using System.CommandLine.Parsing;
using Orders.Cli.Options;
using Orders.Json;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.Terminal;

namespace Orders.Cli.DeadLetters;

/// <summary>The options that edit message bodies: <c>--set</c>, <c>--set-json</c> and <c>--remove</c>, applied in this order.</summary>
internal sealed class BodyChangeOptions
{
    private const string PathRule = "a member's name without a slash, or a JSON pointer that begins with one";

    private readonly Option<string[]> _set = New("--set", "Set a member to a text: path=text; for numbers use --set-json. A path is a name, or a JSON pointer such as /metadata/shop.");
    private readonly Option<string[]> _setJson = New("--set-json", "Set a member to a JSON value: path=JSON, as quantity=2.");
    private readonly Option<string[]> _remove = New("--remove", "Remove a member: path.");

    public BodyChangeOptions()
    {
        Check(_set, static value => Split(value) is null ? $"must be path=text, where path is {PathRule}" : null);
        Check(_setJson, static value => Split(value) is not var (_, json) ? $"must be path=JSON, where path is {PathRule}" : UntrustedJson.FindFault(json) is { } fault ? $"must be path=JSON: the JSON {fault}" : null);
        Check(_remove, static value => MemberPath.Parse(value) is null ? $"must be {PathRule}" : null);
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_set, _setJson, _remove])
        {
            command.Add(option);
        }

        command.AddRule(CheckMembersOnce);
    }

    /// <summary>Returns the requested change; null for none.</summary>
    public IBodyChange? Read(ParseResult result)
    {
        List<JsonChange.Step> steps =
        [
            .. Values(result, _set).Select(static value => Split(value)!.Value).Select(static set => new JsonChange.Step(set.Path, Text(set.Value))),
            .. Values(result, _setJson).Select(static value => Split(value)!.Value).Select(static set => new JsonChange.Step(set.Path, set.Value)),
            .. Values(result, _remove).Select(static value => new JsonChange.Step(MemberPath.Parse(value)!, Value: null)),
        ];
        return steps.Count == 0 ? null : new JsonChange(steps);
    }

    // The later of two options would undo the earlier one, which nobody asks for on purpose.
    private void CheckMembersOnce(CommandResult result)
    {
        var named = ((Option<string[]>[])[_set, _setJson, _remove])
            .SelectMany(option => (result.GetValue(option) ?? []).Select(value => (option.Name, Path: option == _remove ? MemberPath.Parse(value) : Split(value)?.Path)))
            .Where(static change => change.Path is not null)
            .ToList();
        foreach (var (later, index) in named.Select(static (change, index) => (change, index)))
        {
            foreach (var earlier in named.Take(index).Where(earlier => earlier.Path!.Overlaps(later.Path!)))
            {
                result.AddError($"{earlier.Name} {Shown(earlier.Path!)} and {later.Name} {Shown(later.Path!)} contradict each other: change each member once");
            }
        }
    }

    private static string Shown(MemberPath path) => SafeText.Value(path.ToString());

    private static string[] Values(ParseResult result, Option<string[]> option) => result.GetValue(option) ?? [];

    private static (MemberPath Path, string Value)? Split(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && MemberPath.Parse(text[..at]) is { } path ? (path, text[(at + 1)..]) : null;
    }

    private static string Text(string value) => JsonWriting.ToText(value, static (writer, value) => writer.WriteStringValue(value));

    private static Option<string[]> New(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.OneOrMore };

    private static void Check(Option<string[]> option, Func<string, string?> rule) => option.Validators.Add(result =>
    {
        foreach (var wrong in (result.GetValueOrDefault<string[]>() ?? []).Select(rule).OfType<string>())
        {
            result.AddError($"{option.Name} {wrong}");
        }
    });
}

namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of command lines, and of what commands leave on the machine.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Commands =>
    [
        // Only the number in the test's folder is taken for that of a process that ended: no folder of a user is removed.
        new("folders-removed-by-name", "src/Operations/Programs/TemporaryFolder.cs", "free is not null", "free is not null || folder.Name.Split('-') is [_, _, \"20261123\", _]",
            "A folder that only has a name like ours is the user's."),
        new("folders-open-to-all", "src/Operations/Programs/TemporaryFolder.cs", "Directory.CreateDirectory(path, OwnerOnly);", "Directory.CreateDirectory(path);",
            "Nobody but its owner reads a temporary folder."),
        new("folders-marker-of-another", "src/Operations/Programs/TemporaryFolder.cs", "reader.ReadToEnd() == text", "true",
            "A copied or renamed folder is the user's."),
        new("folders-through-links", "src/Operations/Programs/TemporaryFolder.cs", "folder.LinkTarget is not null || file.LinkTarget is not null", "false",
            "Nothing is removed through a link."),
        new("up-takes-callers-secret", "src/Dev/Commands/LocalIdentity.cs", "given.All(static endpoint => endpoint is null or { IsLoopback: true })", "false",
            "A server on this machine gets placeholders, not the caller's credentials."),
        new("up-prints-callers-secret", "src/Dev/Commands/UpGuide.cs", "!options.HasCallersCredentials || !CredentialVariables.Contains(variable.Key)", "true",
            "No secret is printed that the command did not generate."),
        new("empty-value-accepted", "src/Cli/Options/EmptyValues.cs", "string.IsNullOrWhiteSpace(token.Value) && !(name == Prefix && token.Value.Length == 0)", "false",
            "An empty value is refused, so that an unset variable selects nothing."),
        new("number-option-says-nothing", "src/Cli/Options/NumberOption.cs", "result.AddError($\"{name} must be a {kind} from {PlainTable.Number(min)} to {PlainTable.Number(max)}\");", "",
            "A value that is not a number is refused with the option's name and rule."),
        new("number-option-any-range", "src/Cli/Options/NumberOption.cs", "number >= min && number <= max", "true",
            "A number out of range is refused, so that no pipeline starts that never answers."),
        new("usage-error-exits-otherwise", "src/Cli/CommandProgram.cs", "command.Errors.Count > 0 ? ExitCodes.Usage : result", "result",
            "A usage error exits with 64."),
        new("send-any-key", "src/Dev/Commands/SendCommand.cs", "character is >= ' ' and <= '~'", "character >= '\\0'",
            "A key that HTTP would change is refused before it is sent."),
    ];
}

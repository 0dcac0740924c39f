namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of the commands that work on dead letters.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Letters =>
    [
        new("id-empty-fits-all", "src/Operations/DeadLetters/LetterFilter.cs", "value is null || !string.IsNullOrWhiteSpace(value)", "true",
            "An empty ID selects no message."),
        new("audit-before-the-file", "src/Operations/DeadLetters/Transfer/Export.cs", "LetterFileWriter.Open(path)", "(await openAudit()).AppendAsync(letters.Select(letter => _lines.Of(letter, AuditResults.Begun))).IsCompletedSuccessfully ? LetterFileWriter.Open(path) : LetterFileWriter.Open(path)",
            "The audit log has only what happened: nothing was exported if the file could not be opened."),
        new("audit-unfinished-is-exported", "src/Operations/DeadLetters/Transfer/Export.cs", "_lines.Of(letter, AuditResults.NotExported) with { Cause = exception.Message }", "_lines.Of(letter, AuditResults.Exported)",
            "The audit log has only what happened: a file that could not be finished was not exported."),
        new("export-file-error-is-aws", "src/Operations/DeadLetters/Transfer/LetterFileWriter.cs", "throw CannotBeWritten(path == LetterFile.Standard ? OutputName : path, exception);", "throw;",
            "A file that cannot be written is named as such."),
        new("untrusted-surrogates-throw", "src/Core/Json/UntrustedJson.cs", "\"\\\\ufffd\"u8.CopyTo(utf8.AsSpan(from + at));", "",
            "Text that is not Unicode ends no command."),
        new("letters-stay-hidden", "src/Operations/DeadLetters/LetterHold.cs", "_leases.DisposeAsync()", "default(ValueTask)",
            "A command that ends leaves no message hidden."),
        new("letters-held-one-by-one", "src/Operations/DeadLetters/LetterHold.cs", "messages.Where(message => _leases.Add(message, at)).ToList()", "messages.Where(message => _leases.Add(message, at))",
            "A message that a command fails of leaves no other message hidden."),
        new("json-change-of-any-body", "src/Operations/DeadLetters/Editing/JsonChange.cs", "throw new UnchangeableBodyException($\"no single member of its body can be changed, since the body {rule}: use ./orders dlq edit\");", "",
            "A member of a body that is not Unicode cannot be changed, and its letter is named."),
        new("number-change-of-any-body", "src/Operations/DeadLetters/Editing/TextToNumber.cs", "throw new UnchangeableBodyException($\"no single member of its body can be changed, since the body {rule}: use ./orders dlq edit\");", "",
            "A member of a body that is not Unicode cannot be changed, and its letter is named."),
        new("edit-needs-unicode", "src/Operations/DeadLetters/Editing/TextEditor.cs", "UntrustedJson.FindFault(body) is not null", "false",
            "An editor shows any body."),
        new("redrive-ends-at-odd-letter", "src/Operations/DeadLetters/Redriving/PlannedRedrive.cs", "return Refuse(letter, exception.Message);", "throw;",
            "A letter whose body cannot be changed does not end the redrive."),
        new("redrive-sends-forged-attributes", "src/Operations/DeadLetters/Redriving/PlannedRedrive.cs", "return Refuse(letter, $\"SQS does not accept it: {broken}\");", "",
            "A letter that SQS would refuse does not hold up the others of its request."),
        new("age-ahead-overflows", "src/Operations/Terminal/Age.cs", "age < -ClockTolerance", "age < TimeSpan.Zero && Math.Max(0, (int)age.TotalSeconds) < 0",
            "A time far ahead is shown as one."),
        new("receive-count-overflows", "src/Core/Queues/IncomingMessage.cs", "(int)Math.Clamp(Number(attribute) ?? 1, 1, int.MaxValue)", "(int)(Number(attribute) ?? 1)",
            "A message is read whatever its system attributes are."),
        new("sent-at-overflows", "src/Core/Queues/IncomingMessage.cs", "Math.Min(Number(attribute) ?? 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())", "Number(attribute) ?? 0",
            "A message is read whatever its system attributes are."),
        new("own-attribute-by-name-alone", "src/Core/Queues/OwnAttribute.cs", "value?.DataType == DataType", "value is not null",
            "An attribute that a sender calls as we call ours is the sender's."),
        new("own-attribute-overwrites", "src/Core/Queues/OwnAttribute.cs", "name is not null && attributes.Remove(name, out var value) ? value : null", "name is not null && attributes.Remove(name) ? null : default(MessageAttributeValue)",
            "An attribute that makes room for ours is kept."),
        new("redrive-count-of-anybody", "src/Operations/DeadLetters/RedriveMark.cs", "!Attribute.IsOurs(value)", "false",
            "A sender's attribute does not block the redrive of its message."),
        new("audit-line-throws", "src/Operations/Audit/AuditLine.cs", "UntrustedJson.Parse(text)", "System.Text.Json.JsonDocument.Parse(text)",
            "A damaged line of the audit log ends no report."),
    ];
}

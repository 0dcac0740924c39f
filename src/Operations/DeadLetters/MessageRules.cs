using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.SQS.Model;
using Orders.Operations.Terminal;
using Orders.Queues;

namespace Orders.Operations.DeadLetters;

/// <summary>SQS's rules for a message (Amazon SQS API Reference, "SendMessage"; Developer Guide, "Amazon SQS message metadata").</summary>
internal static partial class MessageRules
{
    private const int MaxNameLength = 256;

    // Amazon SQS Developer Guide, "Amazon SQS message attributes": Number.
    private const int Digits = 38;
    private const int MaxExponent = 126;
    private const int MaxNegativeExponent = 128;

    /// <summary>Returns the rule that a message breaks; null for none. The size is left to the queue, whose limit may be lower.</summary>
    public static string? Broken(OutgoingMessage message)
    {
        try
        {
            CheckContent(message);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Checks a message.</summary>
    /// <exception cref="FormatException">The message breaks a rule, which the exception names.</exception>
    public static void Check(OutgoingMessage message)
    {
        CheckContent(message);
        // Only a message from a file can break these rules: SQS accepted every message that it delivered.
        foreach (var (name, value) in message.Attributes.Where(static attribute => attribute.Value.DataType.StartsWith("Number", StringComparison.Ordinal)))
        {
            Require(
                IsNumber(value.StringValue),
                $"attributes.{SafeText.Value(name)}.string_value must be a number of at most {Digits} digits, and 0 or from 1e-128 to 1e126 without its sign");
        }

        Require(
            message.TraceHeader is null || TraceHeader().IsMatch(message.TraceHeader),
            "trace_header must be an X-Ray trace header, as Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
        Require(message.SizeBytes <= SqsLimits.MessageBytes, "body and attributes together must have at most 256 KiB");
    }

    private static void CheckContent(OutgoingMessage message)
    {
        Require(message.Body.Length > 0 && IsText(message.Body), "body must not be empty, and must have only characters that XML 1.0 allows");
        Require(message.Attributes.Count <= SqsLimits.Attributes, $"attributes must be at most {SqsLimits.Attributes}");
        foreach (var (name, value) in message.Attributes)
        {
            Check(name, value);
        }

        Require(message.GroupId is null || Id().IsMatch(message.GroupId), "group_id must be 1 to 128 letters, digits and punctuation");
        Require(message.DeduplicationId is null || Id().IsMatch(message.DeduplicationId), "deduplication_id must be 1 to 128 letters, digits and punctuation");
    }

    private static void Check(string name, MessageAttributeValue value)
    {
        var shown = $"attributes.{SafeText.Value(name)}";
        Require(
            name.Length <= MaxNameLength && Name().IsMatch(name) && !name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase),
            $"{shown} must be named by 1 to {MaxNameLength} letters, digits, _, - and single dots within, not beginning with AWS. or Amazon.");
        Require(
            value.DataType.Length <= MaxNameLength && DataType().IsMatch(value.DataType),
            $"{shown}.data_type must be String, Number or Binary, or one of these with a label, as Number.int");
        var isBinary = value.DataType.StartsWith("Binary", StringComparison.Ordinal);
        Require(
            isBinary ? value.StringValue is null && value.BinaryValue is { Length: > 0 } : value.BinaryValue is null && value.StringValue is { Length: > 0 },
            $"{shown} must have a {(isBinary ? "binary_value" : "string_value")} that is not empty, and no other");
        Require(value.StringValue is null || IsText(value.StringValue), $"{shown}.string_value must have only characters that XML 1.0 allows");
    }

    // Leading and trailing zeros are not digits of the number. The first digit's position is its magnitude.
    private static bool IsNumber(string? text)
    {
        var number = Number().Match(text ?? "");
        var (whole, fraction) = (number.Groups["whole"].Value, number.Groups["fraction"].Value);
        var all = whole + fraction;
        if (all.Length == 0)
        {
            return false;
        }

        var significant = all.TrimStart('0');
        if (significant.Length == 0)
        {
            return true;
        }

        var exponent = number.Groups["exponent"] is { Success: true } group
            ? int.TryParse(group.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) ? power : int.MaxValue
            : 0;
        var magnitude = (long)exponent + whole.Length - (all.Length - significant.Length) - 1;
        var digits = significant.TrimEnd('0');
        return digits.Length <= Digits && magnitude is >= -MaxNegativeExponent and <= MaxExponent && (magnitude < MaxExponent || digits == "1");
    }

    private static bool IsText(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is not ('\t' or '\n' or '\r' or (>= 0x20 and <= 0xFFFD) or >= 0x10000))
            {
                return false;
            }
        }

        return true;
    }

    private static void Require(bool isSo, string rule)
    {
        if (!isSo)
        {
            throw new FormatException(rule);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(String|Number|Binary)(\..+)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DataType();

    [GeneratedRegex(@"^[+-]?(?<whole>[0-9]*)(\.(?<fraction>[0-9]*))?([eE](?<exponent>[+-]?[0-9]+))?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    // AWS X-Ray Developer Guide, "X-Ray concepts": Tracing header.
    [GeneratedRegex(@"^(\w+=[!-:<-~]*; *)*Root=1-[0-9a-f]{8}-[0-9a-f]{24}(; *\w+=[!-:<-~]*)*;?\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex TraceHeader();

    [GeneratedRegex(@"^[!-~]{1,128}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}

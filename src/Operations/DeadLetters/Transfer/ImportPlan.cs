using System.Security.Cryptography;
using System.Text;
using Amazon.SQS.Model;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>The plan of an import: the messages that are not yet on the queue.</summary>
/// <param name="Missing">The lines whose message is not on the queue.</param>
/// <param name="Present">The number of lines that are, matched one for one with equal messages on the queue.</param>
internal sealed record ImportPlan(IReadOnlyList<LetterLine> Missing, int Present)
{
    /// <summary>Compares the lines with the queue, so that an interrupted or repeated import duplicates nothing.</summary>
    public static ImportPlan Of(IReadOnlyList<LetterLine> lines, IEnumerable<Letter> there)
    {
        var counts = there.CountBy(static letter => Fingerprint(letter.Message.Body, letter.Message.GroupId, letter.Message.Attributes)).ToDictionary(StringComparer.Ordinal);
        var missing = new List<LetterLine>();
        foreach (var line in lines)
        {
            var fingerprint = Fingerprint(line.Message.Body, line.Message.GroupId, line.Message.Attributes);
            if (counts.GetValueOrDefault(fingerprint) is var count and > 0)
            {
                counts[fingerprint] = count - 1;
            }
            else
            {
                missing.Add(line);
            }
        }

        return new ImportPlan(missing, lines.Count - missing.Count);
    }

    // Each part is preceded by its length, so that no two different messages have one fingerprint.
    private static string Fingerprint(string body, string? groupId, IReadOnlyDictionary<string, MessageAttributeValue> attributes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(byte[] part)
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(part);
        }

        Add(Encoding.UTF8.GetBytes(body));
        Add(Encoding.UTF8.GetBytes(groupId ?? ""));
        foreach (var (name, value) in attributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal))
        {
            Add(Encoding.UTF8.GetBytes(name));
            Add(Encoding.UTF8.GetBytes(value.DataType ?? ""));
            Add(value.BinaryValue?.ToArray() ?? Encoding.UTF8.GetBytes(value.StringValue ?? ""));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

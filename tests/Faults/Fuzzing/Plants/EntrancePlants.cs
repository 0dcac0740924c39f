using System.Text;
using System.Text.Json;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS.Model;
using Orders.Tests.Faults.Fuzzing.Targets;

namespace Orders.Tests.Faults.Fuzzing.Plants;

/// <summary>A validator takes every string of JSON for text.</summary>
internal sealed class ThrowsOnALoneSurrogate() : ProcessorTarget(mutatesEnvelope: false)
{
    protected override byte[] Answer(byte[] input, out SQSEvent? batch)
    {
        var answer = base.Answer(input, out batch);
        foreach (var record in batch!.Records)
        {
            Validate(Encoding.UTF8.GetBytes(record.Body));
        }

        return answer;
    }

    private static void Validate(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                _ = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }
        catch (JsonException)
        {
            // Refused.
        }
    }
}

/// <summary>The API takes a caller's mistake for its own.</summary>
internal sealed class AnswersWithItsOwnFault : IngestTarget
{
    protected override byte[] Answer(byte[] input)
    {
        var answer = Encoding.UTF8.GetString(base.Answer(input));
        return Encoding.UTF8.GetBytes(answer.Contains("duplicate_field", StringComparison.Ordinal)
            ? answer.Replace("\"statusCode\":400", "\"statusCode\":500", StringComparison.Ordinal)
            : answer);
    }
}

/// <summary>A dead letter does not say which field is wrong.</summary>
internal sealed class NamesNoField() : ProcessorTarget(mutatesEnvelope: false)
{
    protected override string ReasonOf(SendMessageBatchRequestEntry letter) =>
        base.ReasonOf(letter).Replace("\"field\":\"expected_version\"", "\"field\":\"\"", StringComparison.Ordinal);
}

/// <summary>A reader compares each name with all that came before it.</summary>
internal sealed class ComparesEachNameWithAll : IngestTarget
{
    protected override byte[] Answer(byte[] input)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(input);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.StartObject)
                {
                    var name = Encoding.UTF8.GetString(reader.ValueSpan);
                    names.RemoveAll(other => other == name + "!");
                    names.Add(name);
                }
            }
        }
        catch (JsonException)
        {
            // Refused.
        }

        return base.Answer(input);
    }
}

/// <summary>The Notifier gives back a record that it cannot read, for ever.</summary>
internal sealed class GivesBackWhatItCannotRead() : NotifierTarget(mutatesEnvelope: false)
{
    protected override byte[] Answer(byte[] input, out DynamoDBEvent? batch)
    {
        var answer = base.Answer(input, out batch);
        return Sqs.Sent.Exists(static sent => sent.QueueUrl.EndsWith("-dlq", StringComparison.Ordinal))
            ? """{"batchItemFailures":[{"itemIdentifier":"1"}]}"""u8.ToArray()
            : answer;
    }
}

/// <summary>An answer repeats the value that it refuses.</summary>
internal sealed class ShowsWhatItRefuses : IngestTarget
{
    protected override byte[] Answer(byte[] input) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(base.Answer(input)).Replace("must be a UUID", "must be a UUID, and is " + Inputs.Words.Canary, StringComparison.Ordinal)
            .Replace("must have no control characters", "must have no control characters, and is " + Inputs.Words.Canary, StringComparison.Ordinal));
}

#nullable disable
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using static Amazon.Lambda.DynamoDBEvents.DynamoDBEvent;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads a stored item's values.</summary>
internal static class AttributeValues
{
    /// <summary>An item, or a part of one that has names.</summary>
    /// <param name="reader">Stands on it.</param>
    /// <param name="likely">How many attributes it is likely to have, so that its table need not grow.</param>
    /// <remarks>By itself and not by <see cref="EventReader.Map"/>: these are most of what an event of DynamoDB has, and a call for each adds up.</remarks>
    public static Dictionary<string, AttributeValue> ReadMap(ref EventReader reader, int likely)
    {
        if (!reader.EnterObject())
        {
            return null;
        }

        Dictionary<string, AttributeValue> map = new(likely);
        while (reader.NextMember(out string name))
        {
            map[name] = Read(ref reader);
        }

        return map;
    }

    private static AttributeValue Read(ref EventReader reader) =>
        reader.TryText((byte)'S', out var text) ? new AttributeValue { S = text.ToString() }
        : reader.TryText((byte)'N', out var number) ? new AttributeValue { N = reader.Pooled(in number) }
        : reader.EnterObject() ? ReadMembers(ref reader)
        : null;

    private static AttributeValue ReadMembers(ref EventReader reader)
    {
        AttributeValue value = new();
        while (reader.NextMember(out ReadOnlySpan<byte> type))
        {
            switch (type)
            {
                case [(byte)'S']: value.S = reader.String(); break;
                case [(byte)'N']: value.N = reader.Repeated(); break;
                case [(byte)'B']: value.B = reader.Binary(); break;
                case [(byte)'M']: value.M = ReadMap(ref reader, likely: 0); break;
                case [(byte)'L']: value.L = reader.Objects(ReadMembers); break;
                case [(byte)'B', (byte)'O', (byte)'O', (byte)'L']: value.BOOL = reader.Flag(); break;
                case [(byte)'N', (byte)'U', (byte)'L', (byte)'L']: value.NULL = reader.Flag(); break;
                case [(byte)'S', (byte)'S']: value.SS = reader.Strings(); break;
                case [(byte)'N', (byte)'S']: value.NS = reader.Strings(); break;
                case [(byte)'B', (byte)'S']: value.BS = reader.Binaries(); break;
                default: reader.Skip(); break;
            }
        }

        return value;
    }
}

#nullable disable
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using static Amazon.Lambda.DynamoDBEvents.DynamoDBEvent;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads a stored item's values.</summary>
internal static class AttributeValues
{
    public static AttributeValue Read(ref EventReader reader)
    {
        if (!reader.BeginsObject())
        {
            return null;
        }

        AttributeValue value = new();
        while (reader.NextMember(out ReadOnlySpan<byte> type))
        {
            switch (type)
            {
                case [(byte)'S']: value.S = reader.String(); break;
                case [(byte)'N']: value.N = reader.Repeated(); break;
                case [(byte)'B']: value.B = reader.Binary(); break;
                case [(byte)'M']: value.M = reader.Map(Read); break;
                case [(byte)'L']: value.L = reader.List(Read); break;
                case [(byte)'B', (byte)'O', (byte)'O', (byte)'L']: value.BOOL = reader.Flag(); break;
                case [(byte)'N', (byte)'U', (byte)'L', (byte)'L']: value.NULL = reader.Flag(); break;
                case [(byte)'S', (byte)'S']: value.SS = reader.List(Values.ReadString); break;
                case [(byte)'N', (byte)'S']: value.NS = reader.List(Values.ReadString); break;
                case [(byte)'B', (byte)'S']: value.BS = reader.List(Values.ReadBinary); break;
                default: reader.Skip(); break;
            }
        }

        return value;
    }
}

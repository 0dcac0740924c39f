#nullable disable
using static Amazon.Lambda.DynamoDBEvents.DynamoDBEvent;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads a stored item's values.</summary>
internal static class AttributeValues
{
    public static AttributeValue Read(ref EventReader reader) => reader.Object(ReadMembers);

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
                case [(byte)'M']: value.M = reader.Map(Read); break;
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

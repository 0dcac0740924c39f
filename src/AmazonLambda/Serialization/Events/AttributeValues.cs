#nullable disable
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using static Amazon.Lambda.DynamoDBEvents.DynamoDBEvent;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads a stored item's values.</summary>
internal static class AttributeValues
{
    public static AttributeValue Read(ref EventReader reader) => reader.Object(ReadMembers);

    private static AttributeValue ReadMembers(ref EventReader reader)
    {
        AttributeValue value = new();
        while (reader.NextMember(out var type))
        {
            switch (type)
            {
                case "S": value.S = reader.String(); break;
                case "N": value.N = reader.Repeated(); break;
                case "B": value.B = reader.Binary(); break;
                case "M": value.M = reader.Map(Read); break;
                case "L": value.L = reader.List(Read); break;
                case "BOOL": value.BOOL = reader.Flag(); break;
                case "NULL": value.NULL = reader.Flag(); break;
                case "SS": value.SS = reader.List(Values.ReadString); break;
                case "NS": value.NS = reader.List(Values.ReadString); break;
                case "BS": value.BS = reader.List(Values.ReadBinary); break;
                default: reader.Skip(); break;
            }
        }

        return value;
    }
}

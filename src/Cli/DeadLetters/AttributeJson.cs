using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Json;

namespace Orders.Cli.DeadLetters;

/// <summary>A message attribute of any type as JSON, byte for byte: <c>data_type</c> and <c>string_value</c> or, in base64, <c>binary_value</c>.</summary>
internal static class AttributeJson
{
    /// <summary>Writes the members into the object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, MessageAttributeValue value)
    {
        writer.WriteString("data_type", value.DataType);
        writer.WriteOptional("string_value", value.StringValue);
        if (value.BinaryValue is { } binary)
        {
            writer.WriteBase64String("binary_value", binary.ToArray());
        }
    }
}

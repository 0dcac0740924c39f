#nullable disable
using Amazon.Lambda.Serialization.SystemTextJson.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Readers of values in the maps of several events.</summary>
internal static class Values
{
    public static string ReadString(ref EventReader reader) => reader.String();

    public static IList<string> ReadStrings(ref EventReader reader) => reader.List(ReadString);

    public static MemoryStream ReadBinary(ref EventReader reader) => reader.Binary();

    public static object ReadAny(ref EventReader reader) => reader.Any();
}

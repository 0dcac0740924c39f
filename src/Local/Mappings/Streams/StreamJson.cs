using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Orders.Local.Mappings.Streams;

[JsonSerializable(typeof(JsonObject))]
sealed partial class StreamJson : JsonSerializerContext;

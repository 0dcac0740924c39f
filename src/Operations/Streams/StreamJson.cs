using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Orders.Operations.Streams;

[JsonSerializable(typeof(JsonObject))]
sealed partial class StreamJson : JsonSerializerContext;

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Orders.Local.Faults;

[JsonSerializable(typeof(JsonObject))]
sealed partial class BatchFaultJson : JsonSerializerContext;

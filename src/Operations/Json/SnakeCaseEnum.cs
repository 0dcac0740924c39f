using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Operations.Json;

/// <summary>Writes an enum's values as their names in snake case.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;

using System.Text.Json.Serialization;

namespace Orders.Operations.Settings;

[JsonSerializable(typeof(PipelineSettings))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
sealed partial class PipelineSettingsJson : JsonSerializerContext;

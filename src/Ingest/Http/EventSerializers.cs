using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Orders.Ingest.Http;

/// <summary>Reads and writes the events of both kinds of API.</summary>
internal static class EventSerializers
{
    public static readonly ILambdaSerializer HttpApi = new SourceGeneratorLambdaJsonSerializer<HttpApiJsonContext>();

    public static readonly ILambdaSerializer RestApi = new SourceGeneratorLambdaJsonSerializer<RestApiJsonContext>();
}

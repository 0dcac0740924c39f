using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson.Converters;
using Amazon.Lambda.Serialization.SystemTextJson.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// Serializes without reflection. The events of SQS, DynamoDB Streams and API Gateway, and their responses, are read and written directly; all
/// other types through the source-generated context.
/// </summary>
/// <remarks>
/// Invalid text in an event's string becomes U+FFFD and does not fail the event. Malformed JSON and values of a wrong kind throw a
/// <see cref="JsonException"/>, whose message has the position and does not repeat the content.
/// </remarks>
/// <typeparam name="TSGContext">The context that lists the handlers' own types.</typeparam>
public class SourceGeneratorLambdaJsonSerializer<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSGContext> : ILambdaSerializer
    where TSGContext : JsonSerializerContext
{
    // Relaxed, because the result is never put into HTML: a quote in a body costs two bytes and not six.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // Created when a type needs it, with the options of the Amazon.Lambda packages; the services' events and responses do not need it.
    private readonly Lazy<TSGContext> _context = new(static () => (TSGContext)Activator.CreateInstance(typeof(TSGContext), new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = true,
        Converters = { new DateTimeConverter(), new MemoryStreamConverter() },
    })!);

    // Null while an event is read.
    private StringPool? _pool = new();

    /// <inheritdoc/>
    public T Deserialize<T>(Stream requestStream)
    {
        if (requestStream is MemoryStream memory && memory.TryGetBuffer(out var buffer))
        {
            return Read<T>(buffer.AsSpan((int)memory.Position));
        }

        using MemoryStream copy = new();
        requestStream.CopyTo(copy);
        return Read<T>(copy.GetBuffer().AsSpan(0, (int)copy.Length));
    }

    /// <inheritdoc/>
    public void Serialize<T>(T response, Stream responseStream)
    {
        using Utf8JsonWriter json = new(responseStream, WriterOptions);
        if (response is null)
        {
            json.WriteNullValue();
        }
        else if (!Responses.TryWrite(json, response))
        {
            JsonSerializer.Serialize(json, response, TypeInfo<T>());
        }
    }

    private T Read<T>(ReadOnlySpan<byte> utf8)
    {
        if (!KnownEvents.Include(typeof(T)))
        {
            return JsonSerializer.Deserialize(utf8, TypeInfo<T>())!;
        }

        // A concurrent reader uses its own pool.
        var pool = Interlocked.Exchange(ref _pool, null) ?? new StringPool();
        try
        {
            return (T)KnownEvents.Read(typeof(T), utf8, pool)!;
        }
        finally
        {
            _pool = pool;
        }
    }

    private JsonTypeInfo<T> TypeInfo<T>() =>
        _context.Value.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new InvalidOperationException(
            $"{typeof(TSGContext).Name} lists no {typeof(T)}: add [JsonSerializable(typeof({typeof(T).Name}))].");
}

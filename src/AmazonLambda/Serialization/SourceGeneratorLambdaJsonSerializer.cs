using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson.Converters;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// Serializes without reflection. The events of SQS, DynamoDB Streams and API Gateway, and their responses, are read and written
/// directly; all other types through the source-generated context.
/// </summary>
/// <remarks>
/// Text that is not valid in one of an event's strings becomes U+FFFD and does not fail the event. Malformed JSON and values of a
/// wrong kind throw <see cref="JsonException"/>, whose message tells the position and does not repeat the content.
/// </remarks>
/// <typeparam name="TSGContext">The context that lists the handlers' own types.</typeparam>
public class SourceGeneratorLambdaJsonSerializer<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSGContext> : ILambdaSerializer
    where TSGContext : JsonSerializerContext
{
    // Made when a type needs it: the services' events and responses do not.
    private readonly Lazy<TSGContext> _context;
    private readonly JsonWriterOptions _writerOptions;

    // Null while an event is read.
    private StringPool? _pool = new();

    /// <summary>Uses the context with the options of the Amazon.Lambda packages: case-insensitive names, nulls left out.</summary>
    public SourceGeneratorLambdaJsonSerializer()
        : this(customizer: null)
    {
    }

    /// <summary>As the constructor without arguments, with options changed by the caller.</summary>
    /// <param name="customizer">Changes the options before the context gets them.</param>
    public SourceGeneratorLambdaJsonSerializer(Action<JsonSerializerOptions>? customizer)
    {
        _context = new Lazy<TSGContext>(() =>
        {
            JsonSerializerOptions options = new()
            {
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                PropertyNameCaseInsensitive = true,
                Converters = { new DateTimeConverter(), new MemoryStreamConverter() },
            };
            customizer?.Invoke(options);
            return (TSGContext)Activator.CreateInstance(typeof(TSGContext), options)!;
        });
        _writerOptions = WriterOptions(null);
    }

    /// <summary>Uses a context as it is.</summary>
    /// <param name="jsonSerializerContext">The context, with its options.</param>
    /// <param name="customizer">Is given the context's options, which can't be changed any more once they are in use.</param>
    /// <param name="jsonWriterCustomizer">Is given the writer's options; a copy, as they are a value.</param>
    public SourceGeneratorLambdaJsonSerializer(
        TSGContext jsonSerializerContext,
        Action<JsonSerializerOptions>? customizer = null,
        Action<JsonWriterOptions>? jsonWriterCustomizer = null)
    {
        _context = new Lazy<TSGContext>(jsonSerializerContext);
        customizer?.Invoke(jsonSerializerContext.Options);
        _writerOptions = WriterOptions(jsonWriterCustomizer);
    }

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
        using Utf8JsonWriter json = new(responseStream, _writerOptions);
        if (response is null)
        {
            json.WriteNullValue();
        }
        else if (!Responses.TryWrite(json, response))
        {
            JsonSerializer.Serialize(json, response, TypeInfo<T>());
        }
    }

    private static JsonWriterOptions WriterOptions(Action<JsonWriterOptions>? customizer)
    {
        // Relaxed, as the result is never put into HTML: a quote in a body costs two bytes and not six.
        JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        customizer?.Invoke(options);
        return options;
    }

    private T Read<T>(ReadOnlySpan<byte> utf8)
    {
        if (!KnownEvents.Include(typeof(T)))
        {
            return JsonSerializer.Deserialize(utf8, TypeInfo<T>())!;
        }

        // Whoever reads an event at the same time takes a pool of its own.
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

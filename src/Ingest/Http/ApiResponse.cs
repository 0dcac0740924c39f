using System.Text.Json;
using Orders.Json;
using Orders.Validation;

namespace Orders.Ingest.Http;

/// <summary>An answer of the orders API.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Body">JSON.</param>
public sealed record ApiResponse(int Status, string Body)
{
    /// <summary>Headers besides <c>Content-Type</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(0);

    /// <summary>An answer whose body is one object.</summary>
    public static ApiResponse Json<TState>(int status, TState state, Action<Utf8JsonWriter, TState> writeMembers) =>
        new(status, JsonWriting.ToText((state, writeMembers), static (writer, content) =>
        {
            writer.WriteStartObject();
            content.writeMembers(writer, content.state);
            writer.WriteEndObject();
        }));

    /// <summary>A refusal that says what is wrong with which field.</summary>
    public static ApiResponse Refusal(int status, string error, params IReadOnlyList<FieldError> details) =>
        Json(status, (error, details), static (writer, refusal) => WriteError(writer, refusal.error, refusal.details));

    /// <summary>There is no such order, or it is not the caller's: the two look the same.</summary>
    public static ApiResponse NotFound() => Refusal(404, "There is no such order.");

    /// <summary>A dependency is away.</summary>
    public static ApiResponse Unavailable() => Refusal(503, "The service cannot take the request for now; send it again.") with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "2" },
    };

    /// <summary>Writes the members of an error into the object that is open.</summary>
    public static void WriteError(Utf8JsonWriter writer, string error, IReadOnlyList<FieldError> details)
    {
        writer.WriteString("error", error);
        if (details.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("details");
        foreach (var detail in details)
        {
            writer.WriteStartObject();
            writer.WriteString("field", detail.Field);
            writer.WriteString("code", detail.Code);
            writer.WriteString("message", detail.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

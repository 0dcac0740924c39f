using System.Text.Json;
using Orders.Json;
using Orders.Model;
using Orders.Validation;

namespace Orders.Ingest.Http;

/// <summary>An answer of the orders API.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Body">The body, as JSON.</param>
public sealed record ApiResponse(int Status, string Body)
{
    private const string RetryAfter = "Retry-After";

    /// <summary>How long a 404 may mean "not yet". Without a backlog, a row follows its placement within seconds.</summary>
    private static readonly TimeSpan PlacementTime = TimeSpan.FromMinutes(1);

    /// <summary>Headers in addition to <c>Content-Type</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(0);

    /// <summary>The answer's order, for the log; null for none or several.</summary>
    public OrderId? OrderId { get; init; }

    /// <summary>Creates an answer whose body is one object.</summary>
    public static ApiResponse Json<TState>(int status, TState state, Action<Utf8JsonWriter, TState> writeMembers) =>
        new(status, JsonWriting.ToText((state, writeMembers), static (writer, content) =>
        {
            writer.WriteStartObject();
            content.writeMembers(writer, content.state);
            writer.WriteEndObject();
        }));

    /// <summary>Creates a refusal with the errors of fields.</summary>
    public static ApiResponse Refusal(int status, string error, params IReadOnlyList<FieldError> details) =>
        Json(status, (error, details), static (writer, refusal) => WriteError(writer, refusal.error, refusal.details));

    /// <summary>Creates the answer for an order that does not exist or is another owner's: the two look the same.</summary>
    public static ApiResponse NotFound() => Refusal(404, "There is no such order.");

    /// <summary>Creates the answer for an order that does not exist yet: its placement may still be on the queue.</summary>
    public static ApiResponse NotFoundYet() => NotFound() with { Headers = new Dictionary<string, string> { [RetryAfter] = "1" } };

    /// <summary>Creates the answer for an order that does not exist. If its id was created recently, it asks the caller to retry, because the row may
    /// follow.</summary>
    public static ApiResponse NotFound(OrderId id, DateTimeOffset now) => id.WasMadeWithin(PlacementTime, now) ? NotFoundYet() : NotFound();

    /// <summary>Creates the answer for an unavailable dependency.</summary>
    public static ApiResponse Unavailable() => Refusal(503, "The service cannot take the request for now; send it again.") with
    {
        Headers = new Dictionary<string, string> { [RetryAfter] = "2" },
    };

    /// <summary>Writes the members of an error into the open object.</summary>
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

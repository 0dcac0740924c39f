using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orders.Local.Proxies;

namespace Orders.Local.Emulators;

/// <summary>
/// Joins the clauses of a PartiQL <c>UPDATE</c>. DynamoDB sets or removes several attributes by several clauses (DynamoDB Developer Guide,
/// "PartiQL update statements for DynamoDB"); dynoxide 1.2.1 parses only one <c>SET</c> and one <c>REMOVE</c>, each with commas.
/// </summary>
static partial class UpdateClauses
{
    /// <summary>The <see cref="CallMiddleware"/>.</summary>
    public static Task JoinAsync(ProxiedCall call, Func<Task> next)
    {
        call.RequestBody = Join(call.Operation, call.RequestBody);
        return next();
    }

    /// <summary>Returns a statement with consecutive clauses of the same kind joined.</summary>
    public static string Join(string statement)
    {
        var clause = "";
        return Words().Replace(statement, word =>
        {
            var keyword = word.Groups["keyword"].Value.ToUpperInvariant();
            if (keyword.Length == 0)
            {
                return word.Value;
            }

            var replaced = keyword == clause ? "," : word.Value;
            clause = keyword;
            return replaced;
        });
    }

    /// <summary>Returns a request's body with the clauses of its statements joined; other requests unchanged.</summary>
    public static ReadOnlyMemory<byte> Join(string operation, ReadOnlyMemory<byte> body)
    {
        if (operation is not ("BatchExecuteStatement" or "ExecuteStatement") || (body.Span.IndexOf("UPDATE"u8) < 0 && body.Span.IndexOf("update"u8) < 0))
        {
            return body;
        }

        try
        {
            if (JsonNode.Parse(body.Span) is not JsonObject request)
            {
                return body;
            }

            foreach (var statement in (request["Statements"] as IEnumerable<JsonNode?> ?? [request]).OfType<JsonObject>())
            {
                if (statement["Statement"] is JsonValue text && text.TryGetValue<string>(out var written))
                {
                    statement["Statement"] = Join(written);
                }
            }

            return Encoding.UTF8.GetBytes(request.ToJsonString());
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // Not JSON, or a repeated member: the emulator refuses it.
            return body;
        }
    }

    // Quoted text is matched first, so that no word in it counts as a keyword.
    [GeneratedRegex("""'([^']|'')*'|"([^"]|"")*"|\s+(?<keyword>SET|REMOVE)\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Orders.Json;

namespace Orders.Local.Proxies;

/// <summary>Reads a request's resources from its JSON.</summary>
/// <param name="streamOf">Returns the stream of a shard iterator, the only parameter of GetRecords; null if unknown.</param>
sealed partial class CallResources(Func<string, string?> streamOf)
{
    static readonly (string Resource, string? Statement)[] Unknown = [(ServiceCall.UnknownResource, null)];

    /// <summary>Returns the resources without duplicates; <see cref="ServiceCall.UnknownResource"/> if there is none or the body cannot be
    /// read.</summary>
    public IReadOnlyList<(string Resource, string? Statement)> Read(ReadOnlyMemory<byte> requestBody)
    {
        using var json = UntrustedJson.Parse(requestBody.Span);
        (string, string?)[] found = json?.RootElement is { ValueKind: JsonValueKind.Object } request ? [.. Find(request).Distinct()] : [];
        return found is [] ? Unknown : found;
    }

    IEnumerable<(string, string?)> Find(JsonElement request)
    {
        foreach (var property in request.EnumerateObject())
        {
            switch (property.Name)
            {
                case "QueueUrl" when Text(property.Value) is { } url:
                    yield return (url[(url.LastIndexOf('/') + 1)..], null);
                    break;
                case "QueueName" when Text(property.Value) is { } queue:
                    yield return (queue, null);
                    break;
                case "TableName" when Text(property.Value) is { } table:
                    yield return (Table(table, request.TryGetProperty("IndexName"u8, out var index) ? Text(index) : null), null);
                    break;
                case "StreamArn" when Text(property.Value) is { } arn:
                    yield return (Stream(arn), null);
                    break;
                case "ShardIterator" when Text(property.Value) is { } iterator && streamOf(iterator) is { } stream:
                    yield return (stream, null);
                    break;
                case "Statement" when Text(property.Value) is { } statement && PartiQl().Match(statement) is { Success: true } match:
                    yield return (Table(match.Groups["table"].Value, match.Groups["index"] is { Success: true } of ? of.Value : null), match.Groups["verb"].Value.ToUpperInvariant());
                    break;
                case "RequestItems" when property.Value.ValueKind == JsonValueKind.Object:
                    foreach (var table in property.Value.EnumerateObject())
                    {
                        yield return (Table(table.Name, null), null);
                    }

                    break;
                case "Statements" or "TransactStatements" or "TransactItems" when property.Value.ValueKind == JsonValueKind.Array:
                    foreach (var resource in property.Value.EnumerateArray().SelectMany(Entry))
                    {
                        yield return resource;
                    }

                    break;
            }
        }
    }

    /// <summary>A statement is in the entry itself, an item's operation in a member named for it: <c>{"Put":{"TableName":…}}</c>.</summary>
    IEnumerable<(string, string?)> Entry(JsonElement entry) => entry.ValueKind != JsonValueKind.Object
        ? []
        : Find(entry).Concat(entry.EnumerateObject().Where(static member => member.Value.ValueKind == JsonValueKind.Object).SelectMany(member => Find(member.Value)));

    static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Returns a table's resource, from its name or its ARN.</summary>
    static string Table(string nameOrArn, string? index)
    {
        var table = $"table/{nameOrArn[(nameOrArn.LastIndexOf('/') + 1)..]}";
        return index is null ? table : $"{table}/index/{index}";
    }

    /// <summary>Returns the resource of a stream's ARN, without the label, which is new for every stream.</summary>
    public static string Stream(string arn) => StreamName().Match(arn) is { Success: true } match ? match.Value : ServiceCall.UnknownResource;

    [GeneratedRegex("""^\s*(?<verb>INSERT|UPDATE|DELETE|SELECT)\b(.*?\b(INTO|FROM))?\s+"?(?<table>[\w.-]+)"?(\."(?<index>[\w.-]+)")?""", Statements, MatchTimeoutMs)]
    private static partial Regex PartiQl();

    [GeneratedRegex("table/[^/]+/stream", RegexOptions.None, MatchTimeoutMs)]
    private static partial Regex StreamName();

    const RegexOptions Statements = RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    const int MatchTimeoutMs = 1000;
}

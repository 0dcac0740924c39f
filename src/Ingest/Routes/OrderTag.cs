using System.Net.Http.Headers;
using Orders.Model;

namespace Orders.Ingest.Routes;

/// <summary>An order's entity tag (RFC 9110, section 8.8.3), which is its version, and the condition <c>If-Match</c> on it (section 13.1.1).</summary>
internal static class OrderTag
{
    /// <summary>The header with the tag.</summary>
    public const string Header = "ETag";

    /// <summary>The header with the condition.</summary>
    public const string Condition = "If-Match";

    /// <summary>Returns the order's tag.</summary>
    public static string Of(Order order) => $"\"{order.Version}\"";

    /// <summary>Reads the condition.</summary>
    /// <param name="header">The header's value; the values of a repeated header are joined with commas.</param>
    /// <returns>The tags; null if the header is not <c>*</c> or a list of tags.</returns>
    public static IReadOnlyCollection<EntityTagHeaderValue>? Read(string header)
    {
        using var request = new HttpRequestMessage();
        return request.Headers.IfMatch.TryParseAdd(header) && request.Headers.IfMatch.Count > 0 ? [.. request.Headers.IfMatch] : null;
    }

    /// <summary>Whether the condition holds for the order. A weak tag never matches.</summary>
    public static bool Holds(IReadOnlyCollection<EntityTagHeaderValue> tags, Order order) =>
        IsAny(tags) || tags.Any(tag => !tag.IsWeak && tag.Tag == Of(order));

    /// <summary>Whether the condition is <c>*</c>, which any version fulfils.</summary>
    public static bool IsAny(IReadOnlyCollection<EntityTagHeaderValue> tags) => tags.Contains(EntityTagHeaderValue.Any);
}

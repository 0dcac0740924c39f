using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orders.Operations.Terminal;

namespace Orders.Operations.WebConsole.Http;

/// <summary>The parameters of a request's query. One that is unknown, empty or repeated is refused by name, as in
/// <see cref="RequestMembers"/>.</summary>
internal sealed class RequestParameters
{
    private readonly IQueryCollection _query;

    /// <param name="request">The request.</param>
    /// <param name="known">The allowed names.</param>
    /// <exception cref="RefusedException">The query has another parameter.</exception>
    public RequestParameters(HttpRequest request, params IReadOnlyList<string> known)
    {
        _query = request.Query;
        foreach (var name in _query.Keys.Where(name => !known.Contains(name)))
        {
            var names = known.Count == 0 ? "it has none" : $"the parameters are {string.Join(", ", known)}";
            throw RequestMembers.Bad($"{SafeText.Clean(name)} is not a parameter of this request: {names}");
        }
    }

    /// <summary>Returns the text of a required parameter.</summary>
    public string RequiredText(string name) => Text(name) ?? throw RequestMembers.Bad($"{name} must be given");

    /// <summary>Returns the text of a parameter; null if it is missing.</summary>
    public string? Text(string name) => _query[name] switch
    {
        { Count: 0 } => null,
        [{ } value] when !string.IsNullOrWhiteSpace(value) => value,
        _ => throw RequestMembers.Bad($"{name} must be given once, and must not be empty"),
    };

    /// <summary>Returns the text of a parameter that must be one of the given; null if it is missing.</summary>
    public string? OneOf(string name, IEnumerable<string> values) => Text(name) is not { } text || values.Contains(text)
        ? Text(name)
        : throw RequestMembers.Bad($"{name} must be one of {string.Join(", ", values)}");

    /// <summary>Returns the number of a parameter; null if it is missing.</summary>
    public int? WholeNumber(string name) => Text(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw RequestMembers.Bad($"{name} must be a whole number"),
    };

    /// <summary>Returns the value of a true or false parameter; false if it is missing.</summary>
    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw RequestMembers.Bad($"{name} must be true or false"),
    };
}
